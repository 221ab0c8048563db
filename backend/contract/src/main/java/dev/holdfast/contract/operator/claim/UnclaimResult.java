package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * What unclaiming did.
 *
 * @param unclaimed how many devices left the catalog
 * @param refused which did not, each with the reason
 */
public record UnclaimResult(int unclaimed, List<Refusal> refused) {
    /**
     * A device that stayed, or was not there.
     *
     * @param deviceId which
     * @param code why, for programs
     * @param reason why and what to do, for people
     */
    public record Refusal(DeviceId deviceId, Code code, String reason) {}

    /** Why a device is not unclaimed. */
    public enum Code {
        /** The catalog has no such device. */
        NOT_FOUND("This catalog has no such device."),
        /** It is blocked: who leaves does not get rid of that. */
        BLOCKED("The device is blocked. Unblock it first, which takes an owner and a reason."),
        /** It is offered to another catalog. */
        ON_OFFER("The device is offered to another catalog. Withdraw the transfer first.");

        private final String reason;

        Code(String reason) {
            this.reason = reason;
        }

        /** Returns why and what to do, for people. */
        public String reason() {
            return reason;
        }
    }
}
