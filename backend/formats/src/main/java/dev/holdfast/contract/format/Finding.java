package dev.holdfast.contract.format;

/**
 * Reason for an attestation result.
 *
 * @param code stable code, such as {@code measurement-unknown}
 * @param subject image type by its API name, such as {@code NormalWorldKernel}, or {@code device}
 * @param message explanation, one sentence
 */
public record Finding(String code, String subject, String message) {}
