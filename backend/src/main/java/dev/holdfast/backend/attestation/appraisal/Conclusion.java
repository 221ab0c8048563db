package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.OsFeedRevision;
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
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.RuleHit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Result of an attestation.
 *
 * @param trust the new trust of the device
 * @param at time, in whole seconds
 * @param policyId the policy that decided
 * @param vector trustworthiness claims
 * @param findings reasons, the decisive one first; can be empty
 */
public record Conclusion(
        Trust trust,
        Instant at,
        String policyId,
        int policyVersion,
        TrustworthinessVector vector,
        List<FindingView> findings) {

    /**
     * Decides by a policy. If no operating system was released for a refused device, one finding says so, instead of one for each
     * image of the operating system.
     *
     * @param source source of the device's operating system
     */
    public static Conclusion of(Appraisal appraisal, AttestationPolicy policy, OsFeedRevision source, Instant at) {
        Decision decision = policy.decide(appraisal);
        boolean unreleased = decision.effect() == Effect.REFUSE && !appraisal.knowsOperatingSystem();
        List<RuleHit> hits =
                unreleased ? policy.decide(appraisal.withoutRelease()).hits() : decision.hits();
        Map<Boolean, List<FindingView>> byDecisive = hits.stream()
                .collect(Collectors.partitioningBy(
                        hit -> hit.rule().effect() == decision.effect(),
                        Collectors.mapping(Conclusion::finding, Collectors.toList())));
        List<FindingView> findings = new ArrayList<>(byDecisive.getOrDefault(true, List.of()));
        if (unreleased) {
            findings.add(MissingRelease.finding(source));
        }
        findings.addAll(byDecisive.getOrDefault(false, List.of()));
        return new Conclusion(
                trust(decision.effect()),
                at.truncatedTo(ChronoUnit.SECONDS),
                policy.id(),
                policy.version(),
                Trustworthiness.of(decision.hits()),
                List.copyOf(findings));
    }

    private static FindingView finding(RuleHit hit) {
        return new FindingView(
                hit.rule().id(), hit.subject(), hit.reason(), hit.rule().remediation());
    }

    /** Returns the finding that prevented full trust; empty for a trusted device, which may still have notices. */
    public Optional<FindingView> decisive() {
        return trust == Trust.TRUSTED ? Optional.empty() : findings.stream().findFirst();
    }

    public Outcome outcome() {
        return switch (trust) {
            case TRUSTED -> Outcome.TRUSTED;
            case OUTDATED -> Outcome.OUTDATED;
            case UNTRUSTED, UNKNOWN -> Outcome.UNTRUSTED;
        };
    }

    /**
     * Catalog, group and lowest manifest version of a device, for its signed result.
     *
     * @param catalog its catalog
     * @param group its device group
     * @param lowestSetVersion lowest version of a manifest set that the device may install; 0 if there is none
     */
    public record ResultAudience(UUID catalog, UUID group, long lowestSetVersion) {}

    /**
     * Signs the attestation result for the device and its relying parties; see {@link AttestationResultFormat}.
     *
     * @param digest SHA-256 of the evidence as received
     */
    public Blob sign(
            Evidence evidence, Digest digest, ResultAudience audience, VerifierId verifier, P256Signer resultKey) {
        AttestationResult result = new AttestationResult(
                verifier,
                audience.catalog(),
                audience.group(),
                audience.lowestSetVersion(),
                evidence.kind(),
                evidence.device(),
                evidence.nonce(),
                digest,
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

    /** Returns the trust that an effect gives. Attestation policies cannot have the effects of other kinds. */
    public static Trust trust(Effect effect) {
        return switch (effect) {
            case CERTIFICATE -> Trust.TRUSTED;
            case REPAIR_ONLY -> Trust.OUTDATED;
            case REFUSE, ADMIT, OFFER, SYSTEM_ONLY, HOLD, NONE, ALERT -> Trust.UNTRUSTED;
        };
    }
}
