package dev.holdfast.contract.operator.anomaly;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Anomaly of a device. A device has at most one of each kind.
 *
 * @param device device that caused the anomaly
 * @param kind kind of anomaly
 * @param firstSeen time of the first occurrence
 * @param lastSeen time of the last occurrence
 * @param count number of occurrences
 * @param detail description of the last occurrence
 * @param remoteAddress network address of the device at the last occurrence; empty if it exceeded the limit of reports
 * @param dismissedAt time of the dismissal; null while open
 * @param dismissedBy user who dismissed the anomaly; empty while open
 * @param dismissedReason reason for the dismissal; empty while open
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
