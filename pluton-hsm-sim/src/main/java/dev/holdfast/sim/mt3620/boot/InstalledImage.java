package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;

/**
 * An image in flash.
 *
 * @param type determines the order of boot, the required key and the partition
 * @param component ID of its component
 * @param image ID of its build
 * @param digest digest that the boot chain measures
 * @param length length of the whole package, in bytes
 * @param offset offset from the start of the partition, equal in both banks
 * @param origin how it was installed
 */
public record InstalledImage(
        ImageType type, ComponentId component, ImageId image, Digest digest, int length, int offset, Origin origin) {
    /** How an image was installed. */
    public enum Origin {
        /** From the factory or a manifest set. */
        RELEASED,
        /** Sideloaded: signed by the development key, started only while application development is enabled. */
        SIDELOADED
    }

    public InstalledImage {
        if (length <= 0 || offset < 0) {
            throw new IllegalArgumentException("image " + image + " has an invalid offset or length");
        }
    }

    /** Returns the same image at another offset. */
    public InstalledImage at(int otherOffset) {
        return new InstalledImage(type, component, image, digest, length, otherOffset, origin);
    }
}
