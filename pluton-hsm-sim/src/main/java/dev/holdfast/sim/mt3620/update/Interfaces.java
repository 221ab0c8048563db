package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Provides;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Interfaces (ABIs) that the images of a set provide and need. A higher version of an interface includes the lower ones. An interface of
 * which no image names a version is not checked.
 */
final class Interfaces {
    /** Highest provided version by number of the interface. */
    private final Map<Long, Long> provided = new HashMap<>();

    private final List<AbiVersion> needed = new ArrayList<>();

    void add(ImageMetadata image) {
        image.section(Provides.class)
                .ifPresent(provides -> provides.versions()
                        .forEach(version -> provided.merge(version.identity(), version.version(), Math::max)));
        image.section(Depends.class).ifPresent(depends -> needed.addAll(depends.versions()));
    }

    /** Returns a version that an image needs and that is higher than the provided one; empty if there is none. */
    Optional<AbiVersion> missing() {
        return needed.stream()
                .filter(version -> provided.getOrDefault(version.identity(), Long.MAX_VALUE) < version.version())
                .findFirst();
    }
}
