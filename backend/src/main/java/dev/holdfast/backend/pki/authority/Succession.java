package dev.holdfast.backend.pki.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * When one authority follows another. Azure Sphere's times: relying parties have 45 days to learn of the next one before it
 * signs anything, and as long again until the old one expires.
 */
final class Succession {
    /** How long before its end an authority's successor is minted. */
    static final Duration MINTED_BEFORE_END = Duration.ofDays(90);
    /** How long after that the successor begins to sign. */
    static final Duration ANNOUNCED_FOR = Duration.ofDays(45);
    /** However late the successor is, the old one does not sign any more this long before its end: leaves must fit in. */
    static final Duration SIGNS_UNTIL_BEFORE_END = Duration.ofDays(14);

    private Succession() {}

    /**
     * Returns who can sign if one generation does not, the oldest first. One that has little time left cannot: certificates must end
     * before it does, and its own successor is due.
     */
    static List<AuthorityRow> others(List<AuthorityRow> all, int without, Instant now) {
        return all.stream()
                .filter(one -> one.generation() != without && one.revokedAt() == null)
                .filter(one -> one.notAfter().isAfter(now.plus(SIGNS_UNTIL_BEFORE_END)))
                .sorted(Comparator.comparingInt(AuthorityRow::generation))
                .toList();
    }

    /** Returns whether an authority that ends then needs a successor now. */
    static boolean isDue(Instant end, Instant now) {
        return now.isAfter(end.minus(MINTED_BEFORE_END));
    }

    /** Returns from when on a successor that is minted now signs, when the one before it ends at {@code end}. */
    static Instant activeFrom(Instant end, Instant now) {
        Instant announced = now.plus(ANNOUNCED_FOR);
        Instant latest = end.minus(SIGNS_UNTIL_BEFORE_END);
        Instant begin = announced.isBefore(latest) ? announced : latest;
        return begin.isBefore(now) ? now : begin;
    }
}
