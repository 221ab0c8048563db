package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Hit;
import dev.holdfast.policy.Side;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the trustworthiness vector of a result (draft-ietf-rats-ar4si-10 §2.3.4) from a policy's hits only. Each hit lists its sides ({@link
 * Hit#sides}) and its effect gives the weight; names of rules do not matter. A side without hits is affirmed if evidence covers it. No
 * evidence covers storage, data sources, and memory while debugging is off: these make no assertion.
 */
final class Trustworthiness {
    private static final int NO_ASSERTION = 0;
    private static final int AFFIRMED = 2;
    /** Approved executables were loaded at boot; later ones are not measured. */
    private static final int APPROVED_AT_BOOT = 3;

    private static final int WARNING = 32;
    private static final int CONTRAINDICATED = 96;

    private Trustworthiness() {}

    static TrustworthinessVector of(List<Hit> hits) {
        Map<Side, Integer> worst = new EnumMap<>(Side.class);
        for (Hit hit : hits) {
            hit.sides().forEach(side -> worst.merge(side, claim(hit.rule().effect()), Math::max));
        }
        return new TrustworthinessVector(
                claim(worst, Side.INSTANCE_IDENTITY, AFFIRMED),
                claim(worst, Side.CONFIGURATION, AFFIRMED),
                claim(worst, Side.EXECUTABLES, APPROVED_AT_BOOT),
                claim(worst, Side.FILE_SYSTEM, AFFIRMED),
                claim(worst, Side.HARDWARE, AFFIRMED),
                claim(worst, Side.RUNTIME_OPAQUE, NO_ASSERTION),
                claim(worst, Side.STORAGE_OPAQUE, NO_ASSERTION),
                claim(worst, Side.SOURCED_DATA, NO_ASSERTION));
    }

    /** Returns the worst claim of a side; a notice does not lower it. */
    private static int claim(Map<Side, Integer> worst, Side side, int otherwise) {
        return Math.max(worst.getOrDefault(side, NO_ASSERTION), otherwise);
    }

    private static int claim(Effect effect) {
        return switch (effect) {
            case CERTIFICATE -> NO_ASSERTION;
            case REPAIR_ONLY -> WARNING;
            case REFUSE, ADMIT, OFFER, HOLD -> CONTRAINDICATED;
        };
    }
}
