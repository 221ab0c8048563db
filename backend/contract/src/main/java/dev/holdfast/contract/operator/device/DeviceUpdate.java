package dev.holdfast.contract.operator.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Update of a device to the target of its group: how far it is, and why it is not installed.
 *
 * @param state state of the update
 * @param at time of the step that led to the state; of the last contact if UNKNOWN or UNREACHABLE; null if there was none
 * @param code error that the device reported if FAILED or RETURNED, such as {@code image-rolled-back}; if HELD, ID of the
 *     update policy that holds the target, or code of the reason of its trust; otherwise empty
 * @param target version of the newest manifest set of the device's group; 0 for none
 * @param installed installed manifest version; 0 for none
 */
public record DeviceUpdate(UpdateState state, @Nullable Instant at, String code, long target, long installed) {}
