package dev.holdfast.contract.operator.policy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Policy to check, see {@link NewPolicyVersion}.
 *
 * @param policy policy in YAML
 * @param cases test cases in YAML; null or empty for none
 */
public record PolicyDraft(
        @NotNull @Size(max = NewPolicyVersion.MAX_POLICY) String policy,
        @Size(max = NewPolicyVersion.MAX_CASES) @Nullable String cases) {}
