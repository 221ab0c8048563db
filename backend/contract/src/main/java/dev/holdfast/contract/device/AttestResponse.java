package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Result of an attestation. Untrusted devices also get a signed result with the reasons.
 *
 * @param outcome trust that resulted
 * @param result signed attestation result (COSE, base64 in JSON); see {@code
 *     dev.holdfast.contract.format.AttestationResultFormat}
 * @param customerCertificate PEM: leaf, catalog CA, policy CA; only for {@link Outcome#TRUSTED}
 * @param updateCertificate PEM: leaf, catalog CA, policy CA; for {@link Outcome#TRUSTED} and {@link Outcome#OUTDATED}
 */
public record AttestResponse(
        Outcome outcome,
        Blob result,
        @Nullable String customerCertificate,
        @Nullable String updateCertificate) {
    /** Trust that resulted from an attestation. */
    public enum Outcome {
        /** Full access. */
        TRUSTED,
        /** Access to updates only. */
        OUTDATED,
        /** No access. */
        UNTRUSTED
    }
}
