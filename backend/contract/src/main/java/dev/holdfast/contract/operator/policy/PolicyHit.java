package dev.holdfast.contract.operator.policy;

/**
 * A rule that hit.
 *
 * @param rule its id
 * @param subject an image type such as {@code NormalWorldKernel}, or {@code device}
 * @param severity {@code notice}, {@code warning} or {@code critical}
 * @param effect {@code certificate}, {@code repair-only} or {@code refuse}
 * @param reason what is wrong, filled in
 */
public record PolicyHit(String rule, String subject, String severity, String effect, String reason) {}
