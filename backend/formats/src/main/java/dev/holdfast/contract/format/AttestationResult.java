package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The verifier's signed word on a device: an EAT Attestation Result (draft-ietf-rats-ear-03) with one submodule, named
 * for the kind of evidence. On the wire: {@link AttestationResultFormat}. Times have whole seconds.
 *
 * @param verifier verifier that created the result
 * @param catalog catalog whose reference values and policy decided; the result is invalid for other catalogs
 * @param kind kind of the appraised evidence
 * @param device appraised device
 * @param nonce challenge that the evidence answered
 * @param issuedAt time of issue
 * @param status the overall tier, never better than the worst of {@code vector}
 * @param vector claims on the sides of the device
 * @param policyId policy that decided, such as {@code attestation/default}
 * @param policyVersion version of the policy
 * @param findings reasons; empty for none
 */
public record AttestationResult(
        VerifierId verifier,
        UUID catalog,
        EvidenceKind kind,
        DeviceId device,
        Nonce nonce,
        Instant issuedAt,
        TrustTier status,
        TrustworthinessVector vector,
        String policyId,
        int policyVersion,
        List<Finding> findings) {
    /** Copies the list; refuses a status that its own claims contradict. */
    public AttestationResult {
        findings = List.copyOf(findings);
        if (status != TrustTier.NONE && vector.worst().compareTo(status) > 0) {
            throw new IllegalArgumentException("a result is not " + status + " with a claim that is " + vector.worst());
        }
    }
}
