package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Attestation result: the verifier's verdict on a device, as an EAT Attestation Result (draft-ietf-rats-ear-03) with
 * one submodule, which is named after the kind of evidence. Encoded by {@link AttestationResultFormat}.
 *
 * @param verifier verifier that created the result
 * @param catalog catalog whose reference values and policy decided; the result is invalid for other catalogs
 * @param group group of the device. The device installs only manifest sets for this catalog and group
 * @param lowestSetVersion lowest version of a manifest set that the device may install
 * @param kind kind of the appraised evidence
 * @param device appraised device
 * @param nonce challenge that the evidence answered
 * @param evidence SHA-256 of the appraised evidence. A device refuses a result for other evidence
 * @param issuedAt time of issue, whole seconds
 * @param status overall tier: {@link TrustTier#NONE}, or a tier that is not better than the worst claim in {@code vector}
 * @param vector trustworthiness claims
 * @param policyId policy that decided, such as {@code attestation/default}
 * @param policyVersion version of the policy
 * @param findings reasons for the status; empty for none
 */
public record AttestationResult(
        VerifierId verifier,
        UUID catalog,
        UUID group,
        long lowestSetVersion,
        EvidenceKind kind,
        DeviceId device,
        Nonce nonce,
        Digest evidence,
        Instant issuedAt,
        TrustTier status,
        TrustworthinessVector vector,
        String policyId,
        int policyVersion,
        List<Finding> findings) {
    /** Copies the list. Refuses a status that is better than the worst claim. The status {@link TrustTier#NONE} is always allowed. */
    public AttestationResult {
        findings = List.copyOf(findings);
        if (status != TrustTier.NONE && vector.worst().compareTo(status) > 0) {
            throw new IllegalArgumentException(
                    "the status " + status + " is better than the worst claim, " + vector.worst());
        }
    }
}
