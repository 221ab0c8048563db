package dev.holdfast.backend.attestation.reference;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Reference values from the releases of one feed for one part. Devices should run the newest release; older ones are outdated. A withdrawn
 * release that is not retired is good, but not required, because other devices can no longer get it. Pure.
 *
 * @param required values of the newest release that is not withdrawn, and of older releases
 * @param tolerated values of newer, withdrawn releases
 */
record FeedReferences(List<ReferenceValue> required, List<ReferenceValue> tolerated) {

    static final FeedReferences NONE = new FeedReferences(List.of(), List.of());

    /**
     * A value of a release in the feed.
     *
     * @param release security version of the release
     */
    record Released(long release, boolean withdrawn, ReferenceValue value) {}

    /** Splits values into required and tolerated ones. If all releases are withdrawn, the oldest one is required. */
    static FeedReferences of(List<Released> released) {
        OptionalLong newest = versions(released, value -> !value.withdrawn()).max();
        OptionalLong oldest = versions(released, value -> true).min();
        long required = newest.orElse(oldest.orElse(0));
        return new FeedReferences(
                values(released, value -> value.release() <= required),
                values(released, value -> value.release() > required));
    }

    private static LongStream versions(List<Released> released, Predicate<Released> which) {
        return released.stream().filter(which).mapToLong(Released::release);
    }

    private static List<ReferenceValue> values(List<Released> released, Predicate<Released> which) {
        return released.stream().filter(which).map(Released::value).distinct().toList();
    }
}
