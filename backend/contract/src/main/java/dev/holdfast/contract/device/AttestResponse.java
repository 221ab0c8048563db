package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Blob;
import org.jspecify.annotations.Nullable;

/**
 * The answer to evidence. A bad device gets one too: a signed result that says why.
 *
 * @param outcome what the device may do now
 * @param result the signed attestation result (COSE, base64 in JSON); see
 *     {@code dev.holdfast.contract.format.AttestationResultFormat}
 * @param customerCertificate PEM: leaf, then catalog CA, then policy CA; only for {@link Outcome#TRUSTED}
 * @param updateCertificate PEM in the same order; for {@link Outcome#TRUSTED} and {@link Outcome#OUTDATED}
 */
public record AttestResponse(
        Outcome outcome,
        Blob result,
        @Nullable String customerCertificate,
        @Nullable String updateCertificate) {
    /** What the device may do. */
    public enum Outcome {
        /** Everything. */
        TRUSTED,
        /** Repair itself through the update channel, nothing else. */
        OUTDATED,
        /** Nothing. */
        UNTRUSTED
    }
}
