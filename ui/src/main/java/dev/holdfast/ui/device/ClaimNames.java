package dev.holdfast.ui.device;

import java.util.Map;

/**
 * Names of the claims in evidence and results, as {@code backend/docs/evidence.cddl}, {@code psa-evidence.cddl} and
 * {@code attestation-result.cddl} have them.
 */
final class ClaimNames {
    private static final String INTO = " › ";
    private static final Map<String, String> HEADER = Map.of("1", "Algorithm (-7: ES256)", "4", "Key ID");
    private static final Map<String, String> CLAIMS = Map.ofEntries(
            Map.entry("6", "Issued at, seconds since 1970"),
            Map.entry("10", "Nonce: the challenge that it answers"),
            Map.entry("256", "Instance ID"),
            Map.entry("263", "Debug state"),
            Map.entry("265", "Profile"),
            Map.entry("267", "Boot count"),
            Map.entry("268", "Boot seed"),
            Map.entry("1000", "Status (2 affirming, 32 warning, 96 contraindicated)"),
            Map.entry("1003", "Policy"),
            Map.entry("1004 › 0", "Verifier"),
            Map.entry("1004 › 1", "Verifier's build"),
            Map.entry("2394", "Client ID: the partition that keeps the keys"),
            Map.entry("2395", "Security lifecycle"),
            Map.entry("2396", "Implementation ID"),
            Map.entry("2398", "Certification reference"),
            Map.entry("2399", "Software component"),
            Map.entry("2400", "Verification service"),
            Map.entry("-70001", "Manufacturing state"),
            Map.entry("-70002", "Keystore's security version"),
            Map.entry("-70003", "Enabled capabilities"),
            Map.entry("-70004", "Measurement: type, component, image, digest, security version"),
            Map.entry("-70005", "Customer key"),
            Map.entry("-70006", "Update key"),
            Map.entry("-70007", "Anti-rollback fuses"),
            Map.entry("-70010", "Device ID"),
            Map.entry("-70011", "Policy's version"),
            Map.entry("-70012", "Finding: code, subject, message"),
            Map.entry("-70013", "Catalog"),
            Map.entry("1001 › 0", "Trustworthiness: instance identity"),
            Map.entry("1001 › 1", "Trustworthiness: configuration"),
            Map.entry("1001 › 2", "Trustworthiness: executables"),
            Map.entry("1001 › 3", "Trustworthiness: file system"),
            Map.entry("1001 › 4", "Trustworthiness: hardware"),
            Map.entry("1001 › 5", "Trustworthiness: runtime opaque"),
            Map.entry("1001 › 6", "Trustworthiness: storage opaque"),
            Map.entry("1001 › 7", "Trustworthiness: sourced data"));

    private ClaimNames() {}

    /** Names a header parameter; empty when nobody named it. */
    static String ofHeader(String label) {
        return HEADER.getOrDefault(label, "");
    }

    /** Names a claim by its numbers from the outside in: by the last one, or by the last two where these mean something. */
    static String of(String label) {
        String[] steps = label.split(INTO, -1);
        String last = steps[steps.length - 1];
        if (steps.length == 1) {
            return CLAIMS.getOrDefault(last, "");
        }
        String two = steps[steps.length - 2] + INTO + last;
        return CLAIMS.getOrDefault(two, CLAIMS.getOrDefault(last, ""));
    }
}
