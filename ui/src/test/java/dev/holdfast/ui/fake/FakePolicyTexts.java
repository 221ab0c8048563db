package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.policy.PolicyCaseResult;
import dev.holdfast.contract.operator.policy.PolicyCheck;
import dev.holdfast.contract.operator.policy.PolicyDraft;
import dev.holdfast.contract.operator.policy.PolicyHit;
import dev.holdfast.contract.operator.policy.PolicyProblem;
import java.util.List;

/** Texts of the fake policies, and their checks. */
public final class FakePolicyTexts {
    private FakePolicyTexts() {}

    /** Returns the YAML text of a version. Versions above 1 have one more rule. From version 4, outdated images have a stronger effect. */
    static String policy(int version) {
        StringBuilder text = new StringBuilder("""
                title: "Contoso: current software only"
                description: >-
                  A device gets its certificates when every image it measured is a current reference value, nothing was
                  rolled back, and its debug ports have been closed since boot.
                rules:
                  - id: measurement-unknown
                    forEach: measurements
                    when: item.verdict == 'MISMATCH'
                    severity: critical
                    effect: refuse
                    reason: "{type} ({component}) is not a version that anyone released."
                    remediation: >-
                      Treat the device as modified and find out who had access to it.

                  - id: measurement-outdated
                    forEach: measurements
                    when: item.verdict == 'OUTDATED' && !item.customer
                    severity: warning
                    effect: EFFECT
                    reason: "{type} is a released version, but not the newest one."
                    remediation: >-
                      Nothing, if the device is online: it repairs itself through the update channel.

                  - id: debug-enabled
                    when: evidence.debugState == 'ENABLED'
                    severity: critical
                    effect: refuse
                    reason: The device's debug ports are open.
                    remediation: Close them in the factory, or keep the device in the development group.
                """.replace("EFFECT", version >= 4 ? "refuse" : "repair-only"));
        if (version > 1) {
            text.append("""

                  - id: keystore-old
                    when: evidence.keystoreVersion < 4
                    severity: warning
                    effect: repair-only
                    reason: "The keystore is version {evidence.keystoreVersion}, older than 4."
                    remediation: Let the device update its keystore first.
                """.indent(0));
        }
        return text.toString();
    }

    /** Returns the test cases of a version in YAML. */
    static String cases(int version) {
        return """
                cases:
                  - name: the newest of everything is trusted
                    effect: certificate
                  - name: an old kernel %s
                    with: {measurements: [{type: NormalWorldKernel, verdict: OUTDATED, customer: false}]}
                    effect: %s
                    hits: [{rule: measurement-outdated, subject: NormalWorldKernel}]
                """.formatted(
                        version >= 4 ? "is refused" : "may repair itself", version >= 4 ? "refuse" : "repair-only");
    }

    /** Checks a policy. The word {@code oops} in its text causes problems, {@code fails} causes a failed test case. */
    public static PolicyCheck check(PolicyDraft draft) {
        if (draft.policy().contains("oops")) {
            return new PolicyCheck(
                    false,
                    List.of(
                            new PolicyProblem(
                                    "policy",
                                    16,
                                    11,
                                    "measurement-outdated",
                                    "unknown-name",
                                    "Nothing is called item.verdit here",
                                    "Write item.verdict"),
                            new PolicyProblem(
                                    "policy",
                                    24,
                                    0,
                                    "debug-enabled",
                                    "field",
                                    "The rule has no effect",
                                    "Add effect: certificate, repair-only or refuse")),
                    List.of(),
                    List.of());
        }
        boolean fails = draft.policy().contains("fails");
        List<PolicyHit> hits = List.of(new PolicyHit(
                "measurement-outdated", "NormalWorldKernel", "warning", "repair-only", FakePolicies.REASON));
        return new PolicyCheck(
                !fails,
                List.of(),
                List.of(
                        new PolicyCaseResult(
                                "the newest of everything is trusted",
                                true,
                                "certificate",
                                "certificate",
                                List.of(),
                                null),
                        new PolicyCaseResult(
                                "an old kernel may repair itself",
                                !fails,
                                "repair-only",
                                fails ? "refuse" : "repair-only",
                                hits,
                                fails ? "It decides refuse, and the case expects repair-only" : null)),
                List.of("keystore-old"));
    }
}
