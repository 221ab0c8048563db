package dev.holdfast.backend.attestation.reference;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * What the releases of one feed for one part make good. The newest release is what devices should run, older ones are
 * outdated. A withdrawn release whose reference values were kept is good too, but nobody has to run it: devices that do
 * not have it cannot get it any more. Pure.
 *
 * @param required those that a device is held against
 * @param tolerated those of withdrawn releases that are newer
 */
record FeedReferences(List<ReferenceValue> required, List<ReferenceValue> tolerated) {
    /** Where no feed has anything. */
    static final FeedReferences NONE = new FeedReferences(List.of(), List.of());

    /**
     * A value of a release that is in the feed and not retired.
     *
     * @param release the release's security version
     * @param withdrawn whether the release was withdrawn
     * @param value the value
     */
    record Released(long release, boolean withdrawn, ReferenceValue value) {}

    /** Tells what is required from what is tolerated. When all were withdrawn the oldest is enough. */
    static FeedReferences of(List<Released> released) {
        OptionalLong newest = versions(released, one -> !one.withdrawn()).max();
        OptionalLong oldest = versions(released, one -> true).min();
        long enough = newest.orElse(oldest.orElse(0));
        return new FeedReferences(
                values(released, one -> one.release() <= enough), values(released, one -> one.release() > enough));
    }

    private static LongStream versions(List<Released> released, Predicate<Released> which) {
        return released.stream().filter(which).mapToLong(Released::release);
    }

    private static List<ReferenceValue> values(List<Released> released, Predicate<Released> which) {
        return released.stream().filter(which).map(Released::value).distinct().toList();
    }
}
