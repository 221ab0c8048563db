package dev.holdfast.contract.operator;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * What a claim did. Devices that are not endorsed, or of another catalog, look the same.
 *
 * @param claimed how many are new to the catalog
 * @param moved how many it had already
 * @param refused which could not be found, or were already claimed to a different catalog
 * @param refusalReason why and what to do, the same for every refused device; empty when none was refused
 */
public record ClaimResult(int claimed, int moved, List<DeviceId> refused, String refusalReason) {
    /** Why a device is refused: never which of the two, so that nobody learns what others have. */
    public static final String REFUSED =
            "A refused device is not endorsed by a silicon maker that this installation trusts, or it belongs to another"
                    + " catalog. Check the device ID, and ask an owner of the installation for the endorsement list.";
}
