package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.List;

/**
 * The verifier's signed word on a device: an EAT Attestation Result (draft-ietf-rats-ear) with one submodule
 * {@code pluton}. On the wire: {@link AttestationResultFormat}. Times have whole seconds.
 *
 * @param device the device appraised
 * @param nonce the challenge that its evidence answered
 * @param issuedAt when
 * @param status the overall tier
 * @param policyId which policy decided, such as {@code attestation/default}
 * @param policyVersion its version
 * @param findings the reasons; empty when there is nothing to say
 */
public record AttestationResult(
        DeviceId device,
        Nonce nonce,
        Instant issuedAt,
        TrustTier status,
        String policyId,
        int policyVersion,
        List<Finding> findings) {
    /** Copies the list. */
    public AttestationResult {
        findings = List.copyOf(findings);
    }
}
