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
 * @param verifier who says so
 * @param catalog the catalog whose reference values and policy decided: the result is worth nothing for another
 * @param kind which kind of evidence was appraised
 * @param device the device appraised
 * @param nonce the challenge that its evidence answered
 * @param issuedAt when
 * @param status the overall tier, never better than the worst of {@code vector}
 * @param vector the single claims behind it
 * @param policyId which policy decided, such as {@code attestation/default}
 * @param policyVersion its version
 * @param findings the reasons; empty when there is nothing to say
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
