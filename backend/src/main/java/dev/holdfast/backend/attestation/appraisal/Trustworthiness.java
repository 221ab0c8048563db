package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.TrustworthinessVector;
import dev.holdfast.policy.Effect;
import dev.holdfast.policy.Hit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the trustworthiness vector of a result (draft-ietf-rats-ar4si-10 §2.3.4) from a policy's findings and from nothing
 * else. A finding says which side of the device is concerned, by its subject, and how much, by its effect; a side that no
 * finding concerns is affirmed if evidence can speak of it. What no evidence here speaks of (storage, sources of data, and
 * memory while debugging is off) is no assertion.
 */
final class Trustworthiness {
    private static final int NO_ASSERTION = 0;
    private static final int AFFIRMED = 2;
    /** Approved executables were loaded during boot; nobody looks at what is loaded afterwards. */
    private static final int APPROVED_AT_BOOT = 3;

    private static final int WARNING = 32;
    private static final int CONTRAINDICATED = 96;
    /** Beginnings of the ids of rules about a device that may not be the only one of its identity. */
    private static final List<String> ABOUT_IDENTITY = List.of("boot-count", "clone", "identity", "counter", "nonce");

    private static final String ABOUT_DEBUGGING = "debug";

    private enum Side {
        IDENTITY,
        CONFIGURATION,
        EXECUTABLES,
        FILE_SYSTEM,
        HARDWARE,
        MEMORY
    }

    private Trustworthiness() {}

    /** Returns the vector behind a decision's findings. */
    static TrustworthinessVector of(List<Hit> findings) {
        Map<Side, Integer> worst = new EnumMap<>(Side.class);
        for (Hit finding : findings) {
            worst.merge(side(finding), claim(finding.rule().effect()), Math::max);
        }
        return new TrustworthinessVector(
                claim(worst, Side.IDENTITY, AFFIRMED),
                claim(worst, Side.CONFIGURATION, AFFIRMED),
                claim(worst, Side.EXECUTABLES, APPROVED_AT_BOOT),
                claim(worst, Side.FILE_SYSTEM, AFFIRMED),
                claim(worst, Side.HARDWARE, AFFIRMED),
                claim(worst, Side.MEMORY, NO_ASSERTION),
                NO_ASSERTION,
                NO_ASSERTION);
    }

    /** A notice concerns a side without making it worse. */
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

    private static Side side(Hit finding) {
        String rule = finding.rule().id();
        return ImageType.ofApiName(finding.subject()).map(Trustworthiness::side).orElseGet(() -> {
            if (rule.startsWith(ABOUT_DEBUGGING)) {
                return Side.MEMORY;
            }
            return ABOUT_IDENTITY.stream().anyMatch(rule::startsWith) ? Side.IDENTITY : Side.CONFIGURATION;
        });
    }

    private static Side side(ImageType type) {
        return switch (type) {
            case ONE_BL, PLUTON_RUNTIME, WIFI_FIRMWARE, SECURITY_MONITOR -> Side.HARDWARE;
            case ROOT_FS, NWFS -> Side.FILE_SYSTEM;
            case TRUSTED_KEYSTORE, FW_CONFIG, CUSTOMER_BOARD_CONFIG, UPDATE_CERT_STORE, POLICY -> Side.CONFIGURATION;
            default -> Side.EXECUTABLES;
        };
    }
}
