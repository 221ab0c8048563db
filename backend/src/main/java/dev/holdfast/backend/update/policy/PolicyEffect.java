package dev.holdfast.backend.update.policy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Effect of a previewed policy on a group.
 *
 * @param devices number of devices
 * @param held number of devices that the policy that applies now holds
 * @param newlyHeld devices that only the previewed policy holds
 * @param newlyOffered devices that only the policy that applies now holds
 * @param opensNow next time at which devices may install under the policy that applies now; null if not within 7 days
 * @param opens next time at which devices may install under the previewed policy; null if not within 7 days
 */
public record PolicyEffect(
        UUID group,
        String product,
        String name,
        long devices,
        long held,
        List<PolledDevices> newlyHeld,
        List<PolledDevices> newlyOffered,
        @Nullable Instant opensNow,
        @Nullable Instant opens) {
    /** Copies the lists. */
    public PolicyEffect {
        newlyHeld = List.copyOf(newlyHeld);
        newlyOffered = List.copyOf(newlyOffered);
    }
}
