package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of a claim.
 *
 * @param claimed number of devices new to the catalog
 * @param moved number of devices moved from other groups of the catalog
 * @param unchanged number of devices already in the group
 * @param refused devices that were not claimed, in the order of the request
 */
public record ClaimResult(int claimed, int moved, int unchanged, List<Refusal> refused) {
    /**
     * Device that was not claimed.
     *
     * @param deviceId device ID
     * @param line line in the CSV file; null for JSON requests
     * @param code stable code
     * @param reason what happened and what to do
     */
    public record Refusal(DeviceId deviceId, @Nullable Integer line, Code code, String reason) {}

    /** Reason that a device was not claimed. */
    public enum Code {
        /** Unknown, or claimed by or reserved for another catalog. Not distinguished, to protect other catalogs. */
        NOT_FOUND(
                "The device could not be found, or was already claimed to a different catalog. Check the device ID, and ask"
                        + " an owner of the installation whether the manufacturer's endorsement list was imported."),
        /** No valid endorsement list assigns the device to this catalog, and there is no proof of possession. */
        PROOF_NEEDED(
                "No endorsement list of the manufacturer assigns the device to this catalog, or the device was transferred to"
                        + " another catalog since then. Ask the manufacturer for a new list that names this catalog, or prove that"
                        + " you have the device: POST devices/claim-challenge, let the device sign the challenge, and claim it with"
                        + " the evidence among proofs."),
        /** The proof of possession is invalid. */
        PROOF_REFUSED("The proof of possession is invalid. Request a new challenge and let the device sign it."),
        /** The endorsement of the manufacturer or chip is revoked. */
        ENDORSEMENT_REVOKED("An owner of the installation revoked the endorsement of the device's chip. Ask them why.");

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
