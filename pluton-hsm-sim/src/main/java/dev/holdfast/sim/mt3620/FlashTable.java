package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import java.util.List;

/**
 * Which images are in use: the partition table.
 *
 * @param current what boots, in the order of installation
 * @param previous what booted before, to return to; empty when there is nothing to return to
 * @param manifestVersion of the set that {@code current} came from; 0 as manufactured
 * @param previousManifestVersion of the set that {@code previous} came from
 * @param failedManifestVersion of the last set that was given up; it is not tried again
 * @param state whether {@code current} has proven itself
 */
record FlashTable(
        List<Slot> current,
        List<Slot> previous,
        long manifestVersion,
        long previousManifestVersion,
        long failedManifestVersion,
        State state) {
    FlashTable {
        current = List.copyOf(current);
        previous = List.copyOf(previous);
    }

    /** Whether what boots has proven itself. */
    enum State {
        /** Installed, not yet confirmed: a boot that fails returns to the previous images. */
        TRIAL,
        /** It booted, and the outcome is on record. */
        CONFIRMED,
        /** The last set was given up; the images before it are back, and the outcome is not on record yet. */
        REVERTED
    }

    FlashTable commit(List<Slot> images, long version) {
        return new FlashTable(images, current, version, manifestVersion, failedManifestVersion, State.TRIAL);
    }

    FlashTable revert() {
        return new FlashTable(previous, List.of(), previousManifestVersion, 0, manifestVersion, State.REVERTED);
    }

    FlashTable confirm() {
        return new FlashTable(
                current, previous, manifestVersion, previousManifestVersion, failedManifestVersion, State.CONFIRMED);
    }

    /**
     * One image in flash.
     *
     * @param type its type, which decides when it boots and whose key must have signed it
     * @param component its component
     * @param image its build
     * @param digest what the boot chain will measure; names the file
     */
    record Slot(ImageType type, ComponentId component, ImageId image, Digest digest) {
        static Slot of(Measurement measurement) {
            return new Slot(measurement.type(), measurement.component(), measurement.image(), measurement.digest());
        }
    }
}
