package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.list.Span;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * When what meets a filter became valid and when it expires, at the widest: what an index over times can leave out.
 *
 * @param issued when it became valid
 * @param expires when it expires
 */
record CertificateTimes(Span issued, Span expires) {
    private static final CertificateTimes ANY = new CertificateTimes(Span.ALWAYS, Span.ALWAYS);

    /** What a catalog may let certificates of devices live at most; a day more for clocks. */
    private static final Duration LONGEST_LIFE =
            Duration.ofHours(CertificateLifetime.MAX_HOURS).plusDays(1);

    /** Of a filter; {@code now} is what ages are counted from. */
    static CertificateTimes of(Filter filter, Signers signers, Instant now) {
        CertificateTimes all = ANY;
        for (Term term : filter.terms()) {
            if (term instanceof Filter.Field field) {
                all = all.and(of(field, signers, now));
            }
        }
        return all.withLives();
    }

    /** Whether they say anything. */
    boolean areAny() {
        return issued.isAlways() && expires.isAlways();
    }

    private static CertificateTimes of(Filter.Field field, Signers signers, Instant now) {
        return switch (field.field()) {
            case "issued" -> new CertificateTimes(Span.ago(field, now), Span.ALWAYS);
            case "expires" -> new CertificateTimes(Span.ALWAYS, Span.ahead(field, now));
            case "generation" -> new CertificateTimes(signers.signed(signers.meeting(field)), Span.ALWAYS);
            case "is" -> state(field, signers, now);
            default -> ANY;
        };
    }

    private static CertificateTimes state(Filter.Field field, Signers signers, Instant now) {
        Set<String> words = Signers.words(field);
        if (field.negated()) {
            return words.contains("expired") ? new CertificateTimes(Span.ALWAYS, Span.from(now)) : ANY;
        }
        return words.stream()
                .map(word -> switch (word) {
                    case "valid" -> new CertificateTimes(Span.ALWAYS, Span.from(now));
                    case "expired" -> new CertificateTimes(Span.ALWAYS, Span.until(now));
                    case "retired" -> new CertificateTimes(signers.signed(signers.retired()), Span.ALWAYS);
                    default -> ANY;
                })
                .reduce((one, other) ->
                        new CertificateTimes(one.issued.or(other.issued), one.expires.or(other.expires)))
                .orElse(ANY);
    }

    /** Returns what both have. */
    CertificateTimes and(CertificateTimes other) {
        return new CertificateTimes(issued.and(other.issued), expires.and(other.expires));
    }

    /** What became valid expires later, and not much later. */
    private CertificateTimes withLives() {
        Instant firstExpiry = expires.from();
        Instant lastIssue = issued.until();
        return new CertificateTimes(
                issued.and(new Span(firstExpiry == null ? null : firstExpiry.minus(LONGEST_LIFE), expires.until())),
                expires.and(new Span(issued.from(), lastIssue == null ? null : lastIssue.plus(LONGEST_LIFE))));
    }
}
