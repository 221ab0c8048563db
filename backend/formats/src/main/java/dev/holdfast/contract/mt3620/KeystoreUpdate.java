package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import java.util.Optional;

/**
 * Whether a device may take a new trusted keystore.
 *
 * <p>On the real chip a keystore could once be staged on its own: {@code CommitImageStaging} of the security monitor
 * asked only for a good signature, for no manifest and no version. Any keystore that was ever signed could so be put
 * back, also one without the key of the operating system in flash, after which the device verified nothing, rebooted,
 * and did so for ever (published November 2021, beside TALOS-2021-1342, where a manifest's signature check could be
 * bypassed). A signature says who made a keystore, not that it belongs here and now.
 *
 * <p>So three things must agree: the keystore's package, the base system manifest that lists it, and the counter in the
 * fuses. A V3 manifest has no digests; the image GUID, the component GUID and the length bind the two, each of them
 * under a signature.
 */
public sealed interface KeystoreUpdate {
    /**
     * The device may take it.
     *
     * @param keystore the keys
     * @param securityVersion what the counter is to be raised to once the device has booted with it
     */
    record Bound(TrustedKeystore keystore, long securityVersion) implements KeystoreUpdate {}

    /** The device must not take it. */
    record Refused(Refusal why) implements KeystoreUpdate {}

    /** Why a keystore is refused. */
    enum Refusal {
        /** The package holds something else. */
        NOT_A_KEYSTORE,
        /** Only a base system manifest lists keystores. */
        NOT_A_BASE_MANIFEST,
        /** The manifest does not list this build: the keystore came on its own. */
        NOT_LISTED,
        /** The manifest lists the build as another component, of another type or of another length. */
        LISTED_OTHERWISE,
        /** The keystore or the manifest has a lower security version than the device has seen. */
        ROLLED_BACK,
        /** The body is not a keystore. */
        MALFORMED,
        /** It has no keys: a device that takes it trusts nobody, itself included. */
        WITHOUT_KEYS
    }

    /**
     * Decides.
     *
     * @param image the keystore's package, its signature checked with a key of the keystore in use
     * @param manifest the manifest it came with, checked likewise
     * @param seen the security version that the device's counter for the keystore stands at
     */
    static KeystoreUpdate decide(ImagePackage image, ImageManifest manifest, long seen) {
        ImageMetadata metadata = image.metadata();
        if (metadata.type() != ImageType.TRUSTED_KEYSTORE) {
            return new Refused(Refusal.NOT_A_KEYSTORE);
        }
        if (manifest.type() != ImageType.BASE_SYSTEM_UPDATE_MANIFEST) {
            return new Refused(Refusal.NOT_A_BASE_MANIFEST);
        }
        Optional<ManifestEntry> listed = manifest.entry(metadata.image());
        if (listed.isEmpty()) {
            return new Refused(Refusal.NOT_LISTED);
        }
        if (!describes(listed.get(), image)) {
            return new Refused(Refusal.LISTED_OTHERWISE);
        }
        if (metadata.securityVersion() < seen || manifest.securityVersion() < seen) {
            return new Refused(Refusal.ROLLED_BACK);
        }
        return read(image);
    }

    private static boolean describes(ManifestEntry entry, ImagePackage image) {
        return entry.type() == ImageType.TRUSTED_KEYSTORE
                && entry.component().equals(image.metadata().component())
                && entry.fileLength() == image.length();
    }

    private static KeystoreUpdate read(ImagePackage image) {
        try {
            TrustedKeystore keystore = TrustedKeystore.decode(image.body());
            return keystore.entries().isEmpty()
                    ? new Refused(Refusal.WITHOUT_KEYS)
                    : new Bound(keystore, image.metadata().securityVersion());
        } catch (FormatException e) {
            return new Refused(Refusal.MALFORMED);
        }
    }
}
