package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.id.DeviceId;

/**
 * Device that a job did not change.
 *
 * @param deviceId device ID
 * @param code stable code, such as {@code NOT_FOUND}, the same as for the operation on a single device
 * @param reason reason for people
 */
public record DeviceJobRefusal(DeviceId deviceId, String code, String reason) {
    /** The device would have more tags than allowed. */
    public static final String TOO_MANY_TAGS = "TOO_MANY_TAGS";
}
