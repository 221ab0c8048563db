package dev.holdfast.backend.attestation.reference;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reference values from the releases of one feed for one part, for devices with one release in their manifest set. These devices should run
 * that release; older ones are outdated. Newer releases are good, but not required, because the devices are not offered them. Pure.
 *
 * @param required values of the offered release and of older ones
 * @param tolerated values of newer releases
 */
record FeedReferences(List<ReferenceValue> required, List<ReferenceValue> tolerated) {

    static final FeedReferences NONE = new FeedReferences(List.of(), List.of());

    /**
     * A value of a release in the feed.
     *
     * @param release GUID of the release
     * @param version security version of the release
     */
    record Released(UUID release, long version, ReferenceValue value) {}

    /**
     * Splits values into required and tolerated ones.
     *
     * @param offered release in the manifest set of the devices. If it is null or not in the feed, the oldest release is required
     */
    static FeedReferences of(List<Released> released, @Nullable UUID offered) {
        long required = released.stream()
                .filter(value -> value.release().equals(offered))
                .findFirst()
                .or(() -> released.stream().min(Comparator.comparingLong(Released::version)))
                .map(Released::version)
                .orElse(0L);
        return new FeedReferences(
                values(released, value -> value.version() <= required),
                values(released, value -> value.version() > required));
    }

    private static List<ReferenceValue> values(List<Released> released, Predicate<Released> which) {
        return released.stream().filter(which).map(Released::value).distinct().toList();
    }
}
