package dev.holdfast.contract.operator.attestation;

/**
 * Reason for a decision on an attestation.
 *
 * @param code stable code, such as {@code measurement-unknown}
 * @param subject image type such as {@code NormalWorldKernel}, or {@code device}
 * @param message what is wrong, one sentence
 * @param remediation what to do, one sentence
 */
public record FindingView(String code, String subject, String message, String remediation) {}
