package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.Span;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Adds indexed conditions to a search for certificates {@code x}, so that it skips rows that cannot match the filter. Certificates that
 * ended early are found by their few causes: revocations, blocked devices and retired authorities.
 */
final class CertificateIndexes {
    private static final Set<String> INDEXED = Set.of("device", "serial", "issued", "expires", "generation");

    private static final Set<String> ENDED = Set.of("revoked", "blocked");

    private final SqlBuilder condition;
    private final Signers signers;
    private final Instant now;

    CertificateIndexes(SqlBuilder condition, Signers signers, Instant now) {
        this.condition = condition;
        this.signers = signers;
        this.now = now;
    }

    /** Columns with the user who ended a certificate, and the reason. */
    private record Columns(String by, String reason) {}

    /** Adds the conditions, each with a leading {@code and}. */
    void add(Filter filter) {
        filter.terms().stream().filter(term -> !term.negated()).forEach(this::add);
    }

    private void add(Term term) {
        if (!(term instanceof Filter.Field field)) {
            addTerm(term);
            return;
        }
        if (INDEXED.contains(field.field())) {
            addTerm(field);
        }
        Set<String> words = Signers.words(field);
        switch (field.field()) {
            case "generation" -> issuedWithin(signers.signed(signers.meeting(field)));
            case "is" -> is(field, words);
            case "by" ->
                addEnded(
                        signer -> words.contains(Signers.lower(signer.retiredBy())),
                        columns -> condition
                                .sql(" and lower(" + columns.by() + ") = any (")
                                .value(words.toArray(String[]::new), "text[]")
                                .sql(")"));
            case "reason" -> reason(field);
            default -> {
                // Not indexed.
            }
        }
    }

    /** Adds the condition of a term that an index covers. */
    private void addTerm(Term term) {
        CertificateTerms.fields(now).on(condition, now).add(new Filter(List.of(term)));
    }

    private void is(Filter.Field field, Set<String> words) {
        if (words.equals(Set.of("expired"))) {
            addTerm(field);
        } else if (words.equals(Set.of("retired"))) {
            issuedWithin(signers.signed(signers.retired()));
        } else if (ENDED.containsAll(words)) {
            addEnded(words, which -> {});
        }
    }

    private void reason(Filter.Field field) {
        if (field.values().size() == 1) {
            String part = field.values().getFirst().operand();
            addEnded(
                    signer -> Signers.lower(signer.reason()).contains(Signers.lower(part)),
                    columns -> FilterTerms.contains(condition.sql(" and "), columns.reason(), part));
        }
    }

    /** Limits the start of validity to the span in which an authority signed. */
    private void issuedWithin(Span span) {
        if (span.from() != null) {
            condition.sql(" and x.not_before >= ").value(span.from(), "timestamptz");
        }
        if (span.until() != null) {
            condition.sql(" and x.not_before <= ").value(span.until(), "timestamptz");
        }
    }

    /**
     * Limits the search to certificates that were revoked or blocked, by a user or for a reason. Adds nothing if a retired authority
     * matches, because all of its certificates may match.
     */
    private void addEnded(Predicate<Signers.Signer> retired, Consumer<Columns> which) {
        if (signers.retired().stream().noneMatch(retired)) {
            addEnded(ENDED, which);
        }
    }

    private void addEnded(Set<String> how, Consumer<Columns> which) {
        String between = " and x.serial in (";
        if (how.contains("revoked")) {
            condition.sql(between + "select r.serial from certificate_revocation r where r.catalog_id = $1");
            which.accept(new Columns("r.revoked_by", "r.reason"));
            between = " union all ";
        }
        if (how.contains("blocked")) {
            condition.sql(between + "select i.serial from device d join issued_certificate i"
                    + " on i.device_id = d.device_id and i.catalog_id = d.catalog_id"
                    + " where d.catalog_id = $1 and d.blocked_at is not null");
            which.accept(new Columns("d.blocked_by", "d.blocked_reason"));
        }
        condition.sql(")");
    }
}
