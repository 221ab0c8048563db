package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.RuleHit;
import dev.holdfast.policy.TrustClaim;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the trustworthiness vector of a result (draft-ietf-rats-ar4si-10 §2.3.4) from a policy's hits: the effect of a hit sets the value of
 * each claim that the hit affects ({@link RuleHit#claims}). A claim without hits is affirmed if evidence covers it. Evidence does not cover
 * storage and data sources. About memory it only tells whether debugging can or could read it. Without hits, these three claims make no assertion.
 */
final class Trustworthiness {
    private static final int NO_ASSERTION = 0;
    private static final int AFFIRMED = 2;
    /** Approved executables were loaded at boot; later ones are not measured. */
    private static final int APPROVED_AT_BOOT = 3;

    private static final int WARNING = 32;
    private static final int CONTRAINDICATED = 96;

    private Trustworthiness() {}

    static TrustworthinessVector of(List<RuleHit> hits) {
        Map<TrustClaim, Integer> worst = new EnumMap<>(TrustClaim.class);
        for (RuleHit hit : hits) {
            hit.claims().forEach(claim -> worst.merge(claim, value(hit.rule().effect()), Math::max));
        }
        return new TrustworthinessVector(
                value(worst, TrustClaim.INSTANCE_IDENTITY, AFFIRMED),
                value(worst, TrustClaim.CONFIGURATION, AFFIRMED),
                value(worst, TrustClaim.EXECUTABLES, APPROVED_AT_BOOT),
                value(worst, TrustClaim.FILE_SYSTEM, AFFIRMED),
                value(worst, TrustClaim.HARDWARE, AFFIRMED),
                value(worst, TrustClaim.RUNTIME_OPAQUE, NO_ASSERTION),
                value(worst, TrustClaim.STORAGE_OPAQUE, NO_ASSERTION),
                value(worst, TrustClaim.SOURCED_DATA, NO_ASSERTION));
    }

    /** Returns the worst value of a claim; {@code otherwise} if no hit has a worse one. Higher values are worse. */
    private static int value(Map<TrustClaim, Integer> worst, TrustClaim claim, int otherwise) {
        return Math.max(worst.getOrDefault(claim, NO_ASSERTION), otherwise);
    }

    /** Returns the value for an effect. Attestation policies cannot have the effects of other kinds. */
    private static int value(Effect effect) {
        return switch (effect) {
            case CERTIFICATE -> NO_ASSERTION;
            case REPAIR_ONLY -> WARNING;
            case REFUSE, ADMIT, OFFER, SYSTEM_ONLY, HOLD, NONE, ALERT -> CONTRAINDICATED;
        };
    }
}
