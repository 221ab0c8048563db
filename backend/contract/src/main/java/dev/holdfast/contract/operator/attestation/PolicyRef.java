package dev.holdfast.contract.operator.attestation;

/**
 * A version of a policy.
 *
 * @param policy the policy's key
 * @param version its version
 */
public record PolicyRef(String policy, int version) {}
