package dev.holdfast.contract.operator.policy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A text to check, as in {@link NewPolicyVersion}.
 *
 * @param policy its text, YAML
 * @param cases its test cases, YAML; null or empty for none
 */
public record PolicyDraft(
        @NotNull @Size(max = NewPolicyVersion.MOST_POLICY) String policy,
        @Size(max = NewPolicyVersion.MOST_CASES) @Nullable String cases) {}
