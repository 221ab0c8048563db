package dev.holdfast.contract.operator.policy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Policy to check, see {@link NewPolicyVersion}.
 *
 * @param policy policy in YAML
 * @param cases test cases in YAML; null or empty for none
 * @param kind kind of the policy: {@code attestation} or {@code update}. Omit for an attestation policy
 */
public record PolicyDraft(
        @NotNull @Size(max = NewPolicyVersion.MAX_POLICY) String policy,
        @Size(max = NewPolicyVersion.MAX_CASES) @Nullable String cases,

        @Pattern(regexp = "attestation|update", message = "must be attestation or update") @Nullable
        String kind) {
    /** Creates a draft of an attestation policy. */
    public PolicyDraft(String policy, @Nullable String cases) {
        this(policy, cases, null);
    }
}
