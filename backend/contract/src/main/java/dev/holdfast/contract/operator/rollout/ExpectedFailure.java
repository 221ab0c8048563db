package dev.holdfast.contract.operator.rollout;

/**
 * Devices that would not install the images.
 *
 * @param code reason, such as {@code too-large-for-part}
 * @param reason reason, one sentence
 * @param devices number of devices
 */
public record ExpectedFailure(String code, String reason, long devices) {}
