package dev.holdfast.contract.operator.attestation;

/**
 * Expected against reported, for what a device says of itself beside its measurements. What follows from it is the policy's
 * to say: see the findings.
 *
 * @param kind what is not as it should be
 * @param subject an image type such as {@code NormalWorldKernel}, or {@code device}
 * @param component component GUID; empty when it is about none
 * @param expected what would be right, such as {@code at least 7}
 * @param reported what the device, or a clock, said
 * @param reason one sentence
 */
public record DeviationView(
        DeviationKind kind, String subject, String component, String expected, String reported, String reason) {}
