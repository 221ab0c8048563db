package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;

/**
 * An image in flash.
 *
 * @param type decides when it boots, whose key must have signed it, and in which partition it lies
 * @param component its component
 * @param image its build
 * @param digest what the boot chain measures
 * @param length of the whole package, in bytes
 * @param offset where it begins, from the beginning of its partition in either bank
 * @param origin how it came
 */
public record InstalledImage(
        ImageType type, ComponentId component, ImageId image, Digest digest, int length, int offset, Origin origin) {
    /** How an image came to the chip. */
    public enum Origin {
        /** From the factory or in a manifest set. */
        RELEASED,
        /** Sideloaded: signed by the development key, and run only while application development is enabled. */
        SIDELOADED
    }

    /** Checks the ranges. */
    public InstalledImage {
        if (length <= 0 || offset < 0) {
            throw new IllegalArgumentException("image " + image + " has no place or no length");
        }
    }

    /** Returns the same image elsewhere in its partition. */
    public InstalledImage at(int otherOffset) {
        return new InstalledImage(type, component, image, digest, length, otherOffset, origin);
    }
}
