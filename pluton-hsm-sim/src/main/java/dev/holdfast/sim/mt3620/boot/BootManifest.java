package dev.holdfast.sim.mt3620.boot;

import java.util.Optional;

/**
 * The images to boot.
 *
 * @param generation increases with every written manifest; of two copies, the higher one counts
 * @param change origin of {@code current}
 * @param current images to boot
 * @param previous images to return to while {@code current} is on trial
 * @param failedManifestVersion version of the last failed set, which is not tried again, or 0 if none
 */
public record BootManifest(
        long generation,
        BootOutcome.Change change,
        ImageSet current,
        Optional<ImageSet> previous,
        long failedManifestVersion) {
    public BootManifest {
        if (generation < 1 || generation > 0xFFFF_FFFEL) {
            throw new IllegalArgumentException("generation " + generation + " is out of range");
        }
        if ((change == BootOutcome.Change.INSTALLED) != previous.isPresent()) {
            throw new IllegalArgumentException("only an installed set has a previous one");
        }
    }

    /** Returns the manifest from the factory. */
    static BootManifest manufactured(ImageSet images) {
        return new BootManifest(1, BootOutcome.Change.NONE, images, Optional.empty(), 0);
    }

    /** Returns the next manifest, with {@code images} on trial. */
    BootManifest install(ImageSet images) {
        return new BootManifest(
                generation + 1, BootOutcome.Change.INSTALLED, images, Optional.of(current), failedManifestVersion);
    }

    /** Returns the next manifest, with the images before the trial. */
    BootManifest giveUp() {
        ImageSet before = previous.orElseThrow();
        // A sideloaded image belongs to no manifest set, so none failed.
        boolean sameSet = current.manifestVersion() == before.manifestVersion();
        return new BootManifest(
                generation + 1,
                BootOutcome.Change.RETURNED,
                before,
                Optional.empty(),
                sameSet ? failedManifestVersion : current.manifestVersion());
    }
}
