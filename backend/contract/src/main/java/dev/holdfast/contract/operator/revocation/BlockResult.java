package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * What blocking or unblocking did.
 *
 * @param changed how many devices were blocked, or unblocked
 * @param refused which stayed as they were, each with the reason
 */
public record BlockResult(int changed, List<Refusal> refused) {
    /**
     * A device that stayed as it was, or was not there.
     *
     * @param deviceId which
     * @param code why, for programs
     * @param reason why, for people
     */
    public record Refusal(DeviceId deviceId, Code code, String reason) {}

    /** Why nothing was done. */
    public enum Code {
        /** The catalog has no such device. */
        NOT_FOUND("This catalog has no such device."),
        /** It is blocked already. */
        BLOCKED("The device is blocked already."),
        /** It is not blocked. */
        NOT_BLOCKED("The device is not blocked.");

        private final String reason;

        Code(String reason) {
            this.reason = reason;
        }

        /** Returns why, for people. */
        public String reason() {
            return reason;
        }
    }
}
