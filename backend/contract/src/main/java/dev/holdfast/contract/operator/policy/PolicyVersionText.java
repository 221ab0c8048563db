package dev.holdfast.contract.operator.policy;

/**
 * One version of a policy with its text.
 *
 * @param version what it is
 * @param policy its text, YAML
 * @param cases its test cases, YAML; empty for none
 */
public record PolicyVersionText(PolicyVersionView version, String policy, String cases) {}
