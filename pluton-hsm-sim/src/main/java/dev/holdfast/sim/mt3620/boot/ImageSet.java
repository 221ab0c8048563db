package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.List;

/**
 * A set of images that are used together.
 *
 * @param set manifest set of the images; {@link InstalledSet#NONE} as manufactured
 * @param signedSet the signed manifest set; no bytes as manufactured
 * @param system bank of the operating system
 * @param applications bank of the customer's images
 * @param images all images, in order of installation
 */
public record ImageSet(InstalledSet set, Blob signedSet, Bank system, Bank applications, List<InstalledImage> images) {
    public ImageSet {
        images = List.copyOf(images);
    }

    /** Returns the version of the manifest set; 0 as manufactured. */
    public long manifestVersion() {
        return set.version();
    }

    /** Returns the same images as those of another manifest set. */
    public ImageSet of(InstalledSet other, Blob signed) {
        return new ImageSet(other, signed, system, applications, images);
    }

    /**
     * Returns the keys that the manifest set names for customers' images.
     *
     * @param setKey key of the keystore with which the images boot
     * @throws FormatException when there is no manifest set, {@code setKey} did not sign it, or it is not the recorded one
     */
    public List<P256PublicKey> imageKeys(P256PublicKey setKey) throws FormatException {
        if (set.equals(InstalledSet.NONE)) {
            throw new FormatException("the device has no manifest set");
        }
        ManifestSet verified = Signatures.set(signedSet, setKey);
        if (!InstalledSet.of(verified, signedSet.bytes()).equals(set)) {
            throw new FormatException("the manifest set is not the recorded one");
        }
        return verified.imageKeys();
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
