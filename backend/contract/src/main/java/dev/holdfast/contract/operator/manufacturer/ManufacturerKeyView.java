package dev.holdfast.contract.operator.manufacturer;

import dev.holdfast.contract.id.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Public key of a silicon manufacturer, installed as a file by the administrator of the machine.
 *
 * @param use purpose of the key
 * @param file name of the file
 * @param fingerprint SHA-256 of the SubjectPublicKeyInfo in DER; null when the file contains no P-256 public key
 */
public record ManufacturerKeyView(
        Use use, String file, @Nullable Digest fingerprint) {
    /** Purpose of a manufacturer's key. */
    public enum Use {
        /** Signs endorsement lists. */
        ENDORSEMENTS,
        /** Signs images of the operating system. */
        OPERATING_SYSTEM
    }
}
