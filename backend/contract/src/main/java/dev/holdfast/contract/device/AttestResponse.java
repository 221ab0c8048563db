package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Result of an attestation. Untrusted devices also get a signed result with the reasons.
 *
 * @param outcome trust that resulted
 * @param result signed attestation result (COSE, base64 in JSON); see {@code
 *     dev.holdfast.contract.format.AttestationResultFormat}
 * @param customerCertificate PEM: leaf, catalog CA, policy CA; null unless {@link Outcome#TRUSTED}
 * @param updateCertificate PEM: leaf, catalog CA, policy CA; null for {@link Outcome#UNTRUSTED}
 */
public record AttestResponse(
        Outcome outcome,
        Blob result,
        @Nullable String customerCertificate,
        @Nullable String updateCertificate) {
    /** Trust that resulted from an attestation. */
    public enum Outcome {
        /** Both certificates. */
        TRUSTED,
        /** The update certificate only. */
        OUTDATED,
        /** No certificate. The device can still get the software of its group with its general key. */
        UNTRUSTED
    }
}
