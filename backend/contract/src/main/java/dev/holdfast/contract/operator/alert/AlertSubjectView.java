package dev.holdfast.contract.operator.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Subject of an alert: a device, a rollout, an approval.
 *
 * @param subject ID of the device, or of the other object
 * @param device whether it is a device
 * @param firstSeen time of its first event
 * @param lastSeen time of its last event
 * @param events number of its events
 * @param clearedAt time since which it is no longer affected; null while it is
 */
public record AlertSubjectView(
        String subject,
        boolean device,
        Instant firstSeen,
        Instant lastSeen,
        long events,
        @Nullable Instant clearedAt) {}
