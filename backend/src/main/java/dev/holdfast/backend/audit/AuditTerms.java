package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.Span;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Value;
import dev.holdfast.contract.operator.filter.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates terms of an audit log filter into SQL conditions on {@code audit_entry}. */
final class AuditTerms extends FilterTerms {
    /** Fields whose terms read only short columns. */
    private static final Set<String> SHORT =
            Set.of("actor", "action", "address", "request", "token", "at", "since", "until", "is");

    /** Allowance for clock differences between backends and for the duration of a command. */
    private static final Duration SLACK = Duration.ofHours(1);

    AuditTerms(SqlBuilder condition, Instant now) {
        super(condition, now);
    }

    @Override
    protected void field(String field, List<Value> values) {
        switch (field) {
            case "actor" -> whole("actor", values);
            case "action" -> whole("action", values);
            case "address" -> whole("coalesce(address, '')", values);
            case "request" -> whole("coalesce(correlation, '')", values);
            case "token" -> token(values);
            case "subject" -> any(values, value -> part("subject", value.operand()));
            case "reason" -> any(values, value -> part("coalesce(reason, '')", value.operand()));
            case "at" -> ago("at", values);
            case "since" -> moment("at", ">=", values);
            case "until" -> moment("at", "<", values);
            case "is" -> any(values, value -> is(condition, value));
            default -> throw new IllegalStateException("no condition for the field " + field);
        }
    }

    /** Returns whether a term reads only short columns. */
    static boolean isShort(Filter.Term term) {
        return term instanceof Filter.Field field && SHORT.contains(field.field());
    }

    /** Adds conditions that an index supports: bounds of the sequence number, which grows with time, and a single value of {@code is}. */
    static void narrow(SqlBuilder condition, Filter filter, Instant now) {
        Span when = Span.ALWAYS;
        for (Filter.Term term : filter.terms()) {
            if (term instanceof Filter.Field field) {
                when = when.and(when(field, now));
                if (field.field().equals("is")
                        && !field.negated()
                        && field.values().size() == 1) {
                    is(condition.sql(" and "), field.values().getFirst());
                }
            }
        }
        bound(
                condition,
                " and x.sequence >= ",
                when.from() == null ? null : when.from().minus(SLACK));
        bound(
                condition,
                " and x.sequence < ",
                when.until() == null ? null : when.until().plus(SLACK));
    }

    private static Span when(Filter.Field field, Instant now) {
        return switch (field.field()) {
            case "at" -> Span.ago(field, now);
            case "since" -> field.negated() ? Span.ALWAYS : Span.of(field, value -> Span.from(moment(value)));
            case "until" -> field.negated() ? Span.ALWAYS : Span.of(field, value -> Span.until(moment(value)));
            default -> Span.ALWAYS;
        };
    }

    private static Instant moment(Value value) {
        return Moment.parse(value.operand()).orElseThrow();
    }

    private static void bound(SqlBuilder condition, String compared, @Nullable Instant moment) {
        if (moment != null) {
            condition
                    .sql(compared + "audit_sequence_at(")
                    .value(moment, "timestamptz")
                    .sql(")");
        }
    }

    private void token(List<Value> values) {
        condition.sql("(");
        whole("coalesce(token, '')", values);
        condition.sql(" or ");
        whole("coalesce(token_id::text, '')", values);
        condition.sql(")");
    }

    /** Writes the system's name as a literal, so that PostgreSQL uses the partial index on entries of people. */
    private static void is(SqlBuilder condition, Value value) {
        condition.sql("actor " + (value.operand().equals("people") ? "<>" : "=") + " '" + AuditLog.SYSTEM + "'");
    }

    @Override
    protected void words(String words) {
        condition.sql("exists (select from (select lower(").value(words, "text").sql("""
                ) as term) w
                where strpos(lower(actor), term) > 0 or strpos(lower(action), term) > 0 or strpos(lower(subject), term) > 0
                    or strpos(lower(detail), term) > 0 or strpos(lower(coalesce(reason, '')), term) > 0
                    or strpos(lower(coalesce(before::text, '')), term) > 0 or strpos(lower(coalesce(after::text, '')), term) > 0
                    or lower(coalesce(address, '')) = term or lower(coalesce(correlation, '')) = term
                    or lower(coalesce(token, '')) = term or coalesce(token_id::text, '') = term
                    or lower(coalesce(actor_subject, '')) = term or lower(coalesce(approver_subject, '')) = term)""");
    }
}
