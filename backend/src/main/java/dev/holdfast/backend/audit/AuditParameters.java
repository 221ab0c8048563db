package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of the audit log. All but {@code before} are shorthand for a term of the filter.
 *
 * @param text words to search for
 * @param before returns entries before this number; null for the newest
 */
public record AuditParameters(
        @QueryParam("text") @Nullable String text,
        @QueryParam("actor") @Nullable String actor,
        @QueryParam("action") @Nullable String action,
        @QueryParam("since") @Nullable String since,
        @QueryParam("until") @Nullable String until,
        @QueryParam("people") @Nullable String people,
        @QueryParam("before") @Nullable String before) {

    Pages<AuditEntryView> of(ListAuditEntries entries, CatalogId log, ListParameters parameters) {
        List<Term> terms = new ArrayList<>(entries.filter(parameters.filter()).terms());
        add(terms, "actor", Parameters.text(actor));
        add(terms, "action", Parameters.text(action));
        add(terms, "since", moment("since", since));
        add(terms, "until", moment("until", until));
        add(terms, "is", Parameters.flag("people", people) ? "people" : null);
        String words = Parameters.text(text);
        if (words != null) {
            terms.add(new Filter.Words(false, words));
        }
        long first = Parameters.before(before);
        return entries.pages(
                log,
                new Filter(terms),
                parameters.sort(),
                narrowed -> narrowed.sql(" and x.sequence < ").value(first, "bigint"));
    }

    private static @Nullable String moment(String name, @Nullable String text) {
        Instant moment = Parameters.instant(name, text);
        return moment == null ? null : Objects.toString(moment);
    }

    private static void add(List<Term> terms, String field, @Nullable String value) {
        if (value != null) {
            terms.add(new Filter.Field(false, field, List.of(new Value(Comparison.SAME, value))));
        }
    }
}
