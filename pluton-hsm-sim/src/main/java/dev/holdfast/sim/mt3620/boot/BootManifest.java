package dev.holdfast.sim.mt3620.boot;

import java.util.Optional;

/**
 * The images to boot.
 *
 * @param generation increases with every written manifest; of two copies, the higher one counts
 * @param change how {@code current} came into use
 * @param current images to boot
 * @param previous images to return to while {@code current} is on trial
 * @param failed the last manifest set that failed, which is not tried again; {@link InstalledSet#NONE} if none
 */
public record BootManifest(
        long generation,
        BootOutcome.Change change,
        ImageSet current,
        Optional<ImageSet> previous,
        InstalledSet failed) {
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
        return new BootManifest(1, BootOutcome.Change.NONE, images, Optional.empty(), InstalledSet.NONE);
    }

    /** Returns the next manifest, with {@code images} on trial. */
    BootManifest install(ImageSet images) {
        return new BootManifest(generation + 1, BootOutcome.Change.INSTALLED, images, Optional.of(current), failed);
    }

    /** Returns the next manifest, with the images in use under another manifest set. */
    BootManifest recordManifestSet(ImageSet images) {
        return new BootManifest(generation + 1, BootOutcome.Change.NONE, images, Optional.empty(), failed);
    }

    /** Returns the next manifest, with the images before the trial. */
    BootManifest rollBack() {
        ImageSet before = previous.orElseThrow();
        // A sideloaded image belongs to no manifest set, so none failed.
        boolean sameSet = current.set().equals(before.set());
        return new BootManifest(
                generation + 1,
                BootOutcome.Change.RETURNED,
                before,
                Optional.empty(),
                sameSet ? failed : current.set());
    }
}
