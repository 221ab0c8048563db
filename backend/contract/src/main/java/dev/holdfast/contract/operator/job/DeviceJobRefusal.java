package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;

/**
 * A device that a job left as it was.
 *
 * @param deviceId which
 * @param code why, for programs, such as {@code NOT_FOUND}; the codes of the operation on its own
 * @param reason why, for people
 */
public record DeviceJobRefusal(DeviceId deviceId, String code, String reason) {}
