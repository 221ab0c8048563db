package dev.holdfast.contract.operator.attestation;

/**
 * One reason behind an attestation'\''s outcome.
 *
 * @param code stable, such as {@code measurement-unknown}
 * @param subject an image type such as {@code NormalWorldKernel}, or {@code device}
 * @param message one sentence
 * @param remediation what to do about it, one sentence
 */
public record FindingView(String code, String subject, String message, String remediation) {}
