package dev.holdfast.contract.format;

/**
 * One reason behind an attestation result.
 *
 * @param code stable, such as {@code measurement-unknown}
 * @param subject what it is about: an image type's API name such as {@code NormalWorldKernel}, or {@code device}
 * @param message one sentence for a person
 */
public record Finding(String code, String subject, String message) {}
