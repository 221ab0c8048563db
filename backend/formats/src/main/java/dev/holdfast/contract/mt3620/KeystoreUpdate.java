package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import java.util.Optional;

/**
 * Decision whether a device may install a new trusted keystore.
 *
 * <p>The real chip once accepted a keystore alone: {@code CommitImageStaging} of the security monitor required a valid
 * signature, but no manifest and no version. An attacker could roll back to any signed keystore, even to one without
 * the key of the installed operating system. Such a device rebooted forever, because it could verify no image. This was
 * published in November 2021 with TALOS-2021-1342, a flaw by which the signature check of a manifest could be bypassed. A
 * signature proves who signed a keystore, but not that the keystore is current.
 *
 * <p>Therefore three things must agree: the keystore's package, the base system manifest that lists the keystore, and the
 * anti-rollback counter in the fuses. A manifest contains no digests. The image GUID, the component GUID and the length
 * link the manifest to the keystore. The signatures of both cover these values.
 */
public sealed interface KeystoreUpdate {
    /**
     * The device may install the keystore.
     *
     * @param keystore the keystore
     * @param securityVersion new value of the anti-rollback counter after the device has booted with the keystore
     */
    record Accepted(TrustedKeystore keystore, long securityVersion) implements KeystoreUpdate {}

    /** The device must not install the keystore. */
    record Refused(Refusal reason) implements KeystoreUpdate {}

    /** Reason of a refusal. */
    enum Refusal {
        /** The package is not of type trusted keystore. */
        NOT_A_KEYSTORE,
        /** The manifest is not a base system manifest. Only base system manifests list keystores. */
        NOT_A_BASE_MANIFEST,
        /** The manifest does not list the keystore. */
        NOT_LISTED,
        /** The manifest lists the keystore with another component, type or length. */
        MISMATCHED_ENTRY,
        /** The security version of the keystore or of the manifest is lower than the device's counter. */
        ROLLED_BACK,
        /** The body is not a keystore. */
        MALFORMED,
        /** The keystore has no keys. A device with such a keystore could verify no image, not even its own images. */
        NO_KEYS
    }

    /**
     * Decides whether a device may install a keystore.
     *
     * @param image the keystore's package, verified with a key of the current keystore
     * @param manifest the manifest of the update, verified with a key of the current keystore, too
     * @param counter value of the device's anti-rollback counter for keystores
     */
    static KeystoreUpdate decide(ImagePackage image, ImageManifest manifest, long counter) {
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
            return new Refused(Refusal.MISMATCHED_ENTRY);
        }
        if (metadata.securityVersion() < counter || manifest.securityVersion() < counter) {
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
                    ? new Refused(Refusal.NO_KEYS)
                    : new Accepted(keystore, image.metadata().securityVersion());
        } catch (FormatException e) {
            return new Refused(Refusal.MALFORMED);
        }
    }
}
