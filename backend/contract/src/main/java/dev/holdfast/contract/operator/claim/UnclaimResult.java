package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Result of unclaiming devices.
 *
 * @param unclaimed number of devices that left the catalog
 * @param refused devices that stayed, with reasons
 */
public record UnclaimResult(int unclaimed, List<Refusal> refused) {
    /**
     * Device that was not unclaimed.
     *
     * @param deviceId device ID
     * @param code stable code
     * @param reason what happened and what to do
     */
    public record Refusal(DeviceId deviceId, Code code, String reason) {}

    /** Reason that a device was not unclaimed. */
    public enum Code {
        /** The catalog has no such device. */
        NOT_FOUND("This catalog has no such device."),
        /** The device is blocked. Unclaiming must not lift a block. */
        BLOCKED("The device is blocked. Unblock it first, which takes an owner and a reason."),
        /** The device is offered to another catalog. */
        ON_OFFER("The device is offered to another catalog. Withdraw the transfer first.");

        private final String reason;

        Code(String reason) {
            this.reason = reason;
        }

        /** Returns what happened and what to do. */
        public String reason() {
            return reason;
        }
    }
}
