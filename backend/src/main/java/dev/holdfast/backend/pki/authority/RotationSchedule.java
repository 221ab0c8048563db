package dev.holdfast.backend.pki.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Times of rotation, as in Azure Sphere: relying parties have 45 days to learn of the next authority before it signs, and another
 * 45 days until the old one expires.
 */
final class RotationSchedule {
    /** Time before an authority's expiry at which its successor is created. */
    static final Duration CREATED_BEFORE_END = Duration.ofDays(90);
    /** Usual time between creation and first signature of the successor. */
    static final Duration ANNOUNCED_FOR = Duration.ofDays(45);
    /**
     * Time before an authority's expiry at which a successor signs at the latest. A successor that is created later signs at once. Leaf
     * certificates must not outlive the authority.
     */
    static final Duration SUCCESSOR_SIGNS_BEFORE_END = Duration.ofDays(14);

    private RotationSchedule() {}

    /**
     * Returns the authorities that can sign instead of one generation, oldest first. Excludes those near their expiry, because leaf
     * certificates must end before it.
     */
    static List<AuthorityRow> others(List<AuthorityRow> all, int without, Instant now) {
        return all.stream()
                .filter(one -> one.generation() != without && one.revokedAt() == null)
                .filter(one -> one.notAfter().isAfter(now.plus(SUCCESSOR_SIGNS_BEFORE_END)))
                .sorted(Comparator.comparingInt(AuthorityRow::generation))
                .toList();
    }

    /** Returns whether an authority that expires at {@code end} needs a successor now. */
    static boolean isDue(Instant end, Instant now) {
        return now.isAfter(end.minus(CREATED_BEFORE_END));
    }

    /** Returns when a successor that is created now starts to sign, if its predecessor expires at {@code end}. */
    static Instant activeFrom(Instant end, Instant now) {
        Instant announced = now.plus(ANNOUNCED_FOR);
        Instant latest = end.minus(SUCCESSOR_SIGNS_BEFORE_END);
        Instant begin = announced.isBefore(latest) ? announced : latest;
        return begin.isBefore(now) ? now : begin;
    }
}
