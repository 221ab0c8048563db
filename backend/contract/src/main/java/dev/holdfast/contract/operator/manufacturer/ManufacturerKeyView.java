package dev.holdfast.contract.operator.manufacturer;

import dev.holdfast.contract.id.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A silicon manufacturer's public key, a file that only who has the installation's machine can put there.
 *
 * @param use what it signs
 * @param file the file's name
 * @param fingerprint SHA-256 of the SubjectPublicKeyInfo in DER; null when the file holds no P-256 public key
 */
public record ManufacturerKeyView(Use use, String file, @Nullable Digest fingerprint) {
    /** What a manufacturer's key signs. */
    public enum Use {
        /** Endorsement lists. */
        ENDORSEMENTS,
        /** Images of the operating system. */
        OPERATING_SYSTEM
    }
}
