package dev.holdfast.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small policies and facts to test with. */
final class Policies {
    private Policies() {}

    static CompiledPolicy attestation(Rule... rules) throws PolicyException {
        return CompiledPolicy.compile(
                new Policy("attestation/test", 1, Kind.ATTESTATION, "Test", "For tests.", List.of(rules)));
    }

    static CompiledPolicy admission(Rule... rules) throws PolicyException {
        return CompiledPolicy.compile(
                new Policy("admission/test", 1, Kind.ADMISSION, "Test", "For tests.", List.of(rules)));
    }

    /** Returns a rule with the severity warning and fixed texts. */
    static Rule rule(String id, @Nullable String forEach, String when, Effect effect) {
        return new Rule(id, forEach, when, Severity.WARNING, effect, "A reason.", "Do something.");
    }

    /** Returns the rule {@code said}, which always hits. */
    static Rule ruleWithReason(String reason, @Nullable String forEach) {
        return new Rule("said", forEach, "true", Severity.WARNING, Effect.REFUSE, reason, "Do something.");
    }

    /** Returns facts of an attestation of a device whose last boot count was 1. */
    static Map<String, Object> facts(Map<String, Object> evidence, List<Map<String, Object>> measurements) {
        return Map.of("evidence", evidence, "measurements", measurements, "history", Map.of("lastBootCount", 1));
    }

    static Map<String, Object> evidence(int bootCount) {
        return Map.of(
                "debugState",
                "DISABLED_PERMANENTLY",
                "manufacturingState",
                "DEVICE_COMPLETE",
                "bootCount",
                bootCount,
                "keystoreVersion",
                1,
                "capabilities",
                List.of());
    }

    static Map<String, Object> measurement(String type, String verdict) {
        return Map.of(
                "type",
                type,
                "component",
                "c",
                "verdict",
                verdict,
                "rolledBack",
                false,
                "customer",
                false,
                "referenceState",
                "NONE");
    }
}
