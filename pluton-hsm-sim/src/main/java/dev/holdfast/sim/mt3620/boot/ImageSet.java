package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import java.util.List;

/**
 * Images that are in use together.
 *
 * @param manifestVersion of the manifest set that they came from; 0 as manufactured
 * @param system where the operating system lies
 * @param applications where the customer's images lie
 * @param images all of them, in the order of installation
 */
public record ImageSet(long manifestVersion, Bank system, Bank applications, List<InstalledImage> images) {
    /** Copies the list. */
    public ImageSet {
        images = List.copyOf(images);
    }

    /** Returns the images of one type. */
    public List<InstalledImage> ofType(ImageType type) {
        return images.stream().filter(image -> image.type() == type).toList();
    }

    /** Returns the operating system's images, the trusted keystore and the certificate store among them. */
    public List<InstalledImage> operatingSystem() {
        return images.stream()
                .filter(image -> !image.type().belongsToCustomer())
                .toList();
    }

    /** Returns the customer's images. */
    public List<InstalledImage> customers() {
        return images.stream().filter(image -> image.type().belongsToCustomer()).toList();
    }

    /** Returns the bank in which images of this type lie. */
    public Bank bank(ImageType type) {
        return type.belongsToCustomer() ? applications : system;
    }
}
