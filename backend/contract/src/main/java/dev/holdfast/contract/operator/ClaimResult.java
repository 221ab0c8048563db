package dev.holdfast.contract.operator;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * What a claim did. Devices that are not endorsed, or of another catalog, look the same.
 *
 * @param claimed how many are new to the catalog
 * @param moved how many it had already
 * @param refused which could not be found, or were already claimed to a different catalog
 */
public record ClaimResult(int claimed, int moved, List<DeviceId> refused) {}
