package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Result of blocking or unblocking devices.
 *
 * @param changed number of devices that were blocked or unblocked
 * @param refused devices that were not changed, with reasons
 */
public record BlockResult(int changed, List<Refusal> refused) {
    /**
     * Device that was not changed.
     *
     * @param deviceId device ID
     * @param code stable code
     * @param reason reason for people
     */
    public record Refusal(DeviceId deviceId, Code code, String reason) {}

    /** Reason that a device was not changed. */
    public enum Code {
        /** The catalog has no such device. */
        NOT_FOUND("This catalog has no such device."),
        /** The device is already blocked. */
        BLOCKED("The device is blocked already."),
        /** The device is not blocked. */
        NOT_BLOCKED("The device is not blocked.");

        private final String reason;

        Code(String reason) {
            this.reason = reason;
        }

        /** Returns the reason for people. */
        public String reason() {
            return reason;
        }
    }
}
