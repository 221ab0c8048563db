package dev.holdfast.contract.operator.product;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When devices of a group may install the group's target, by the update policy that applies to it. The policy also decides whether a device
 * is offered the target at all. Devices wait if there are no windows and anyTime is false.
 *
 * @param policy update policy that applies: of the group, its product or its catalog, or else the one that the group's settings name
 * @param timeZone time zone of the group, such as {@code Europe/Amsterdam}, which the policy uses
 * @param anyTime whether devices may install outside of windows: the policy has none
 * @param windows windows that begin in the next 7 days, ascending. Empty if anyTime
 * @param blackouts times in the next 365 days in which devices install nothing, also in a window, ascending
 * @param deadline time after which devices install the target outside of windows, too; null for none, or without a target
 * @param emergency whether devices install the target at once, also in a blackout: it is an emergency, or leads devices back
 */
public record GroupInstallTimes(
        UpdatePolicyName policy,
        String timeZone,
        boolean anyTime,
        List<InstallInterval> windows,
        List<InstallInterval> blackouts,
        @Nullable Instant deadline,
        boolean emergency) {
    /** Copies the lists. */
    public GroupInstallTimes {
        windows = List.copyOf(windows);
        blackouts = List.copyOf(blackouts);
    }
}
