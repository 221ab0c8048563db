package dev.holdfast.contract.operator.attestation;

/**
 * Expected and reported value of a property other than a measurement. The findings state what the policy concludes.
 *
 * @param kind kind of deviation
 * @param subject image type such as {@code NormalWorldKernel}, or {@code device}
 * @param component GUID of the component; empty when the deviation concerns no component
 * @param expected expected value, such as {@code at least 7}
 * @param reported value that the device or a clock reported
 * @param reason explanation, one sentence
 */
public record DeviationView(
        DeviationKind kind, String subject, String component, String expected, String reported, String reason) {}
