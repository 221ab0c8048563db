package dev.holdfast.contract.format;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Manifest set: list of the images that devices should run, with a version and an expiry. {@link ManifestSetFormat} encodes
 * and signs it.
 *
 * @param audience devices that the set is for; all other devices refuse it
 * @param version higher than all earlier versions in the catalog. The sets of a group for different parts have the same version. A device
 *     refuses a set with a lower version than its own set for the same audience
 * @param issuedAt time of issue, whole seconds
 * @param expiresAt expiry, whole seconds
 * @param images images in the order of installation, one for each component
 * @param imageKeys keys with which a device verifies customers' images, at most {@link #MAX_CUSTOMER_IMAGES}. Keys of a set with
 *     customers' images signed these images. Keys of a set without them may have signed the images that devices keep
 * @param rollout devices of the audience that a rollout has opened, if the set is only for these
 * @param rules when devices may install the set
 */
public record ManifestSet(
        Audience audience,
        long version,
        Instant issuedAt,
        Instant expiresAt,
        List<Entry> images,
        List<P256PublicKey> imageKeys,
        Optional<RolloutAudience> rollout,
        InstallRules rules) {
    /** Maximum number of customer images: applications and board configurations. */
    public static final int MAX_CUSTOMER_IMAGES = 6;
    /** Maximum number of measured images of the operating system. A device measures at most 20 images in total. */
    public static final int MAX_SYSTEM_IMAGES = Measurement.MAX_COUNT - MAX_CUSTOMER_IMAGES;
    /** Types of the images that define which images a device trusts, in the order of installation. These images are not measured. */
    public static final List<ImageType> TRUST =
            List.of(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, ImageType.TRUSTED_KEYSTORE, ImageType.UPDATE_CERT_STORE);
    /** Maximum number of images: the measured ones, and one of each type in {@link #TRUST}. */
    public static final int MAX_IMAGES = Measurement.MAX_COUNT + TRUST.size();

    /** Copies the lists and checks their bounds. */
    public ManifestSet {
        images = List.copyOf(images);
        imageKeys = List.copyOf(imageKeys);
        if (imageKeys.size() > MAX_CUSTOMER_IMAGES || Set.copyOf(imageKeys).size() < imageKeys.size()) {
            throw new IllegalArgumentException(
                    imageKeys.size() + " image keys; a manifest set has at most 6 different ones");
        }
        if (images.size() > MAX_IMAGES) {
            throw new IllegalArgumentException(images.size() + " images; a manifest set has at most " + MAX_IMAGES);
        }
        Set<ComponentId> components = new HashSet<>();
        for (Entry image : images) {
            if (!components.add(image.component())) {
                throw new IllegalArgumentException("component " + image.component() + " appears twice");
            }
        }
    }

    /** Creates a set that devices may install at any time. */
    public ManifestSet(
            Audience audience,
            long version,
            Instant issuedAt,
            Instant expiresAt,
            List<Entry> images,
            List<P256PublicKey> imageKeys,
            Optional<RolloutAudience> rollout) {
        this(audience, version, issuedAt, expiresAt, images, imageKeys, rollout, InstallRules.ANY_TIME);
    }

    /** Creates a set that all devices of the audience may install at any time. */
    public ManifestSet(
            Audience audience,
            long version,
            Instant issuedAt,
            Instant expiresAt,
            List<Entry> images,
            List<P256PublicKey> imageKeys) {
        this(audience, version, issuedAt, expiresAt, images, imageKeys, Optional.empty());
    }

    /**
     * One image.
     *
     * @param type image type
     * @param component GUID of the component
     * @param image GUID of the image
     * @param length length of the package in bytes
     * @param digest digest that the boot chain measures, see {@link ImagePackage#measuredDigest()}
     * @param securityVersion anti-rollback number, 0 to 2³²−1
     */
    public record Entry(
            ImageType type, ComponentId component, ImageId image, long length, Digest digest, long securityVersion) {
        /** Returns the entry that describes a package. */
        public static Entry of(ImagePackage image) {
            return new Entry(
                    image.metadata().type(),
                    image.metadata().component(),
                    image.metadata().image(),
                    image.length(),
                    image.measuredDigest(),
                    image.metadata().securityVersion());
        }
    }
}
