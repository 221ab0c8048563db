package dev.holdfast.contract.operator.policy;

/**
 * Version of a policy with its text.
 *
 * @param version version without its text
 * @param policy policy in YAML
 * @param cases test cases in YAML; empty for none
 */
public record PolicyVersionText(PolicyVersionView version, String policy, String cases) {}
