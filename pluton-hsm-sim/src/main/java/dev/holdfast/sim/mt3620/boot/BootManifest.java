package dev.holdfast.sim.mt3620.boot;

import java.util.Optional;

/**
 * Which images boot.
 *
 * @param generation grows with every manifest that is written; of two copies the later counts
 * @param change what brought {@code current} about
 * @param current what boots
 * @param previous what to return to while {@code current} has not proven itself
 * @param failedManifestVersion of the last set that was given up; it is not tried again; 0 when there is none
 */
public record BootManifest(
        long generation,
        BootOutcome.Change change,
        ImageSet current,
        Optional<ImageSet> previous,
        long failedManifestVersion) {
    /** Checks the range and that what is on trial has something to return to. */
    public BootManifest {
        if (generation < 1 || generation > 0xFFFF_FFFEL) {
            throw new IllegalArgumentException("generation " + generation + " is out of range");
        }
        if ((change == BootOutcome.Change.INSTALLED) != previous.isPresent()) {
            throw new IllegalArgumentException("an installed set, and no other, has one before it");
        }
    }

    /** Returns the manifest that a factory writes. */
    static BootManifest manufactured(ImageSet images) {
        return new BootManifest(1, BootOutcome.Change.NONE, images, Optional.empty(), 0);
    }

    /** Returns the next manifest, which puts {@code images} on trial. */
    BootManifest install(ImageSet images) {
        return new BootManifest(
                generation + 1, BootOutcome.Change.INSTALLED, images, Optional.of(current), failedManifestVersion);
    }

    /** Returns the next manifest, which gives up what is on trial. */
    BootManifest giveUp() {
        ImageSet before = previous.orElseThrow();
        // What was sideloaded is of no manifest set, so none failed.
        boolean sameSet = current.manifestVersion() == before.manifestVersion();
        return new BootManifest(
                generation + 1,
                BootOutcome.Change.RETURNED,
                before,
                Optional.empty(),
                sameSet ? failedManifestVersion : current.manifestVersion());
    }
}
