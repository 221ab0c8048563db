package dev.holdfast.contract.operator.attestation;

/**
 * Version of a policy.
 *
 * @param policy key of the policy
 * @param version version number
 */
public record PolicyRef(String policy, int version) {}
