package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.RepeatedDecisions;
import java.util.List;
import java.util.Map;

/** Lets a policy of kind {@code attestation} decide on an appraisal. Pure. */
public final class AttestationPolicy {
    private final CompiledPolicy policy;

    /** Decides by {@code policy}. */
    public AttestationPolicy(CompiledPolicy policy) {
        this.policy = policy;
    }

    /** Returns the policy's id, such as {@code attestation/default}. */
    public String id() {
        return policy.policy().id();
    }

    /** Returns the policy's version. */
    public int version() {
        return policy.policy().version();
    }

    /** Decides; never throws: a rule that cannot be evaluated counts as hit. */
    public Decision decide(Appraisal appraisal) {
        return policy.decide(facts(appraisal));
    }

    /** Returns a way to decide on very many facts, one after the other and on one thread. */
    public RepeatedDecisions repeatedly() {
        return new RepeatedDecisions(policy);
    }

    /** Returns what conditions may speak about. */
    public static Map<String, Object> facts(Appraisal appraisal) {
        return facts(
                evidence(appraisal.evidence(), capabilities(appraisal.evidence())),
                appraisal.history(),
                appraisal.timing(),
                measurements(appraisal),
                deviations(appraisal.deviations()));
    }

    static Map<String, Object> facts(
            Map<String, Object> evidence,
            LastKnown history,
            Timing timing,
            List<Map<String, Object>> measurements,
            List<Map<String, Object>> deviations) {
        return Map.of(
                "evidence", evidence,
                "measurements", measurements,
                "deviations", deviations,
                "history", Map.of("lastBootCount", history.bootCount()),
                "clock", Map.of("answeredAfter", timing.answeredAfter().toSeconds()));
    }

    static List<Map<String, Object>> measurements(Appraisal appraisal) {
        return appraisal.measurements().stream()
                .map(AttestationPolicy::measurement)
                .toList();
    }

    static List<Map<String, Object>> deviations(List<Deviation> deviations) {
        return deviations.stream().map(AttestationPolicy::deviation).toList();
    }

    static List<Integer> capabilities(Evidence evidence) {
        return evidence.capabilities().stream().sorted().toList();
    }

    static Map<String, Object> evidence(Evidence evidence, List<Integer> capabilities) {
        return Map.of(
                "kind", evidence.kind().name(),
                "debugState", evidence.debugState().name(),
                "manufacturingState", evidence.manufacturingState().name(),
                "bootCount", evidence.bootCount(),
                "keystoreVersion", evidence.keystoreVersion(),
                "capabilities", capabilities);
    }

    private static Map<String, Object> measurement(MeasurementAppraisal measurement) {
        return Map.of(
                "type", measurement.type().apiName(),
                "component", measurement.componentText(),
                "verdict", measurement.verdict().name(),
                "standing", measurement.standing().name(),
                "side", ImageSide.of(measurement.type()).text(),
                "rolledBack", measurement.rolledBack(),
                "customer", measurement.type().belongsToCustomer());
    }

    private static Map<String, Object> deviation(Deviation deviation) {
        return Map.of(
                "kind", deviation.kind().name(),
                "type", deviation.subject(),
                "component", deviation.component(),
                "expected", deviation.expected(),
                "reported", deviation.reported(),
                "side", deviation.side().text());
    }
}
