package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import java.util.List;

/**
 * A set of images that are used together.
 *
 * @param set manifest set of the images; {@link InstalledSet#NONE} as manufactured
 * @param system bank of the operating system
 * @param applications bank of the customer's images
 * @param images all images, in order of installation
 */
public record ImageSet(InstalledSet set, Bank system, Bank applications, List<InstalledImage> images) {
    public ImageSet {
        images = List.copyOf(images);
    }

    /** Returns the version of the manifest set; 0 as manufactured. */
    public long manifestVersion() {
        return set.version();
    }

    /** Returns the same images as those of another manifest set. */
    public ImageSet of(InstalledSet other) {
        return new ImageSet(other, system, applications, images);
    }

    public List<InstalledImage> ofType(ImageType type) {
        return images.stream().filter(image -> image.type() == type).toList();
    }

    /** Returns the operating system's images, including the trusted keystore and the certificate store. */
    public List<InstalledImage> operatingSystem() {
        return images.stream()
                .filter(image -> !image.type().belongsToCustomer())
                .toList();
    }

    /** Returns the customer's images. */
    public List<InstalledImage> customers() {
        return images.stream().filter(image -> image.type().belongsToCustomer()).toList();
    }

    /** Returns the bank of images of this type. */
    public Bank bank(ImageType type) {
        return type.belongsToCustomer() ? applications : system;
    }
}
