package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Decision;
import dev.holdfast.policy.PolicyPair;
import java.util.Map;

/** Applies an attestation policy to an appraisal. Pure. */
public final class AttestationPolicy {
    private final CompiledPolicy policy;

    public AttestationPolicy(CompiledPolicy policy) {
        this.policy = policy;
    }

    /** Returns the policy's id, such as {@code attestation/default}. */
    public String id() {
        return policy.policy().id();
    }

    public int version() {
        return policy.policy().version();
    }

    /** Decides; never throws: a rule that cannot be evaluated counts as a hit. */
    public Decision decide(Appraisal appraisal) {
        return policy.decide(facts(appraisal));
    }

    /** Returns this policy and a candidate, for decisions on the same {@link #facts}. */
    public PolicyPair with(AttestationPolicy candidate) {
        return PolicyPair.of(policy, candidate.policy);
    }

    /** Returns the facts that the conditions of a policy can use. */
    public static Map<String, Object> facts(Appraisal appraisal) {
        return Map.of(
                "evidence", evidence(appraisal.evidence()),
                "measurements",
                        appraisal.measurements().stream()
                                .map(AttestationPolicy::measurement)
                                .toList(),
                "deviations",
                        appraisal.deviations().stream()
                                .map(AttestationPolicy::deviation)
                                .toList(),
                "history", Map.of("lastBootCount", appraisal.history().bootCount()),
                "clock",
                        Map.of(
                                "answeredAfter",
                                appraisal.timing().answeredAfter().toSeconds()));
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        return Map.of(
                "kind", evidence.kind().name(),
                "debugState", evidence.debugState().name(),
                "manufacturingState", evidence.manufacturingState().name(),
                "bootCount", evidence.bootCount(),
                "keystoreVersion", evidence.keystoreVersion(),
                "capabilities", evidence.capabilities().stream().sorted().toList());
    }

    private static Map<String, Object> measurement(MeasurementAppraisal measurement) {
        return Map.of(
                "type", measurement.type().apiName(),
                "component", measurement.componentText(),
                "verdict", measurement.verdict().name(),
                "referenceState", measurement.referenceState().name(),
                "claim", ImageClaim.of(measurement.type()).text(),
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
                "claim", deviation.claim().text());
    }
}
