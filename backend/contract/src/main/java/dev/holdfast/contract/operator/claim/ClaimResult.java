package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a claim did.
 *
 * @param claimed how many are new to the catalog
 * @param moved how many it had already, in other groups; they are in the wanted group now
 * @param unchanged how many it had already in the wanted group
 * @param refused which were not claimed, each with the reason, in the order of the request
 */
public record ClaimResult(int claimed, int moved, int unchanged, List<Refusal> refused) {
    /**
     * A device that was not claimed.
     *
     * @param deviceId which
     * @param line where it stands in a CSV file; null when the request was JSON
     * @param code why, for programs
     * @param reason why and what to do, for people
     */
    public record Refusal(DeviceId deviceId, @Nullable Integer line, Code code, String reason) {}

    /** Why a device is not claimed. */
    public enum Code {
        /** Unknown, or of another catalog: never which of the two, so that nobody learns what others have. */
        NOT_FOUND(
                "The device could not be found, or was already claimed to a different catalog. Check the device ID, and ask"
                        + " an owner of the installation whether the manufacturer's endorsement list was imported."),
        /** No list of its manufacturer that still counts gives it to this catalog, and nobody proved to have it. */
        PROOF_NEEDED("No list of the manufacturer says that the device is for this catalog, or the device was transferred to"
                + " another catalog since then. Ask the manufacturer for a new list that names this catalog, or prove that you have the device: POST devices/claim-challenge, let the device"
                + " sign the challenge, and claim it with the evidence among proofs."),
        /** A proof came along and does not hold. */
        PROOF_REFUSED(
                "The proof of possession does not hold. Ask for a new challenge and let the device sign it again."),
        /** Its manufacturer, or the chip alone, is believed no longer. */
        ENDORSEMENT_REVOKED("An owner of the installation revoked the endorsement of the device's chip. Ask them why.");

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
