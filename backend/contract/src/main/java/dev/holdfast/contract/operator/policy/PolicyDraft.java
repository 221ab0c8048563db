package dev.holdfast.contract.operator.policy;

import org.jspecify.annotations.Nullable;

/**
 * A text to check, as in {@link NewPolicyVersion}.
 *
 * @param policy its text, YAML
 * @param cases its test cases, YAML; null or empty for none
 */
public record PolicyDraft(String policy, @Nullable String cases) {}
