package dev.holdfast.contract.operator.device;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Active rollout of the group of a device, or else the newest rollout in which the device took a step.
 *
 * @param id GUID of the rollout
 * @param phase number of the phase that opened the device; null if the rollout has not opened it
 * @param exempt whether the device is exempt from the active rollout
 * @param active whether the rollout was started, has not ended, and does not roll back
 */
public record DeviceRollout(UUID id, @Nullable Integer phase, boolean exempt, boolean active) {}
