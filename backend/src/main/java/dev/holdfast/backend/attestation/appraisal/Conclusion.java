package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.pki.key.P256Signer;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.contract.format.VerifierId;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Hit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an attestation came to.
 *
 * @param trust what Holdfast thinks of the device from now on
 * @param at when it was concluded, whole seconds
 * @param policyId the policy that decided
 * @param policyVersion its version
 * @param vector what can be said of each side of the device
 * @param findings the reasons, the one that decided first; empty when there is nothing to say
 */
public record Conclusion(
        Trust trust,
        Instant at,
        String policyId,
        int policyVersion,
        TrustworthinessVector vector,
        List<FindingView> findings) {

    /** Concludes from a policy's decision. */
    public static Conclusion of(Decision decision, AttestationPolicy policy, Instant at) {
        List<FindingView> findings = decision.hits().stream()
                .sorted(Comparator.comparing((Hit hit) -> hit.rule().effect() != decision.effect()))
                .map(hit -> new FindingView(
                        hit.rule().id(), hit.subject(), hit.reason(), hit.rule().remediation()))
                .toList();
        return new Conclusion(
                trust(decision.effect()),
                at.truncatedTo(ChronoUnit.SECONDS),
                policy.id(),
                policy.version(),
                Trustworthiness.of(decision.hits()),
                findings);
    }

    /** Returns the finding behind a trust that is not full; empty for a trusted device, which may have notices. */
    public Optional<FindingView> decisive() {
        return trust == Trust.TRUSTED ? Optional.empty() : findings.stream().findFirst();
    }

    /** Returns what the device may do now. */
    public Outcome outcome() {
        return switch (trust) {
            case TRUSTED -> Outcome.TRUSTED;
            case OUTDATED -> Outcome.OUTDATED;
            case UNTRUSTED, UNKNOWN -> Outcome.UNTRUSTED;
        };
    }

    /**
     * Signs the result for the device and its relying parties; see {@link AttestationResultFormat}.
     *
     * @param catalog whose device it is
     */
    public Blob sign(Evidence evidence, UUID catalog, VerifierId verifier, P256Signer resultKey) {
        AttestationResult result = new AttestationResult(
                verifier,
                catalog,
                evidence.kind(),
                evidence.device(),
                evidence.nonce(),
                at,
                tier(),
                vector,
                policyId,
                policyVersion,
                findings.stream()
                        .map(finding -> new Finding(finding.code(), finding.subject(), finding.message()))
                        .toList());
        return Blob.of(AttestationResultFormat.sign(result, resultKey.publicKey(), resultKey));
    }

    private TrustTier tier() {
        return switch (trust) {
            case TRUSTED -> TrustTier.AFFIRMING;
            case OUTDATED -> TrustTier.WARNING;
            case UNTRUSTED -> TrustTier.CONTRAINDICATED;
            case UNKNOWN -> TrustTier.NONE;
        };
    }

    /**
     * Returns the trust that an effect stands for; the order of {@link Trust} is from mild to strict. An effect that does not belong to
     * attestation cannot come from a checked policy; it grants nothing.
     */
    public static Trust trust(Effect effect) {
        return switch (effect) {
            case CERTIFICATE -> Trust.TRUSTED;
            case REPAIR_ONLY -> Trust.OUTDATED;
            case REFUSE, ADMIT, OFFER, HOLD -> Trust.UNTRUSTED;
        };
    }
}
