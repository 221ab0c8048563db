package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.product.UpdatePolicyName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Update of a device to the target of its group: how far it is, and why it is not installed.
 *
 * @param state state of the update
 * @param at time since which it is in the state; of the last contact if UNREACHABLE, or if UNKNOWN without a rollout; null if unknown
 * @param code error if FAILED or RETURNED, such as {@code not-attested-in-time}; if HELD, ID of the update policy, {@code pinned},
 *     {@code rollout-halted}, {@code rollout-paused}, or reason code of its trust; else empty
 * @param percent received percentage of the missing images, 0 to 100, if DOWNLOADING; null if unknown
 * @param until end of the deferral if DEFERRED, next window if WAITING_FOR_WINDOW; otherwise null
 * @param target version of the newest manifest set of the device's group; 0 for none
 * @param installed installed manifest version; 0 for none
 * @param rollout active rollout of the device's group, or else the newest one in which the device took a step; null for none
 * @param pin pin by an operator; null when not pinned
 * @param policy update policy that holds the target; null if none does
 */
public record DeviceUpdate(
        UpdateState state,
        @Nullable Instant at,
        String code,
        @Nullable Integer percent,
        @Nullable Instant until,
        long target,
        long installed,
        @Nullable DeviceRollout rollout,
        @Nullable DevicePin pin,
        @Nullable UpdatePolicyName policy) {
    /** Creates the update of a device that no policy holds and nobody pinned, in a group without an active rollout. */
    public DeviceUpdate(UpdateState state, @Nullable Instant at, String code, long target, long installed) {
        this(state, at, code, null, null, target, installed, null, null, null);
    }
}
