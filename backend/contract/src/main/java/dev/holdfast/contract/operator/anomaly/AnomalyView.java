package dev.holdfast.contract.operator.anomaly;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something about a device that does not fit together; one for each device and kind.
 *
 * @param device the device whose key made the connection
 * @param kind what
 * @param firstSeen when first
 * @param lastSeen when last
 * @param count how often, since ever
 * @param detail one sentence about the last time
 * @param remoteAddress where the device connected from the last time
 * @param dismissedAt when someone said that there is nothing to it; null while it is open
 * @param dismissedBy who; empty while it is open
 * @param dismissedReason why; empty while it is open
 */
public record AnomalyView(
        DeviceId device,
        AnomalyKind kind,
        Instant firstSeen,
        Instant lastSeen,
        long count,
        String detail,
        String remoteAddress,
        @Nullable Instant dismissedAt,
        String dismissedBy,
        String dismissedReason) {}
