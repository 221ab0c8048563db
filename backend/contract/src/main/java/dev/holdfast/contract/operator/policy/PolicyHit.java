package dev.holdfast.contract.operator.policy;

/**
 * Rule that matched.
 *
 * @param rule ID of the rule
 * @param subject image type such as {@code NormalWorldKernel}, or {@code device}
 * @param severity {@code notice}, {@code warning} or {@code critical}
 * @param effect {@code certificate}, {@code repair-only} or {@code refuse}
 * @param reason reason with its placeholders filled in
 */
public record PolicyHit(String rule, String subject, String severity, String effect, String reason) {}
