package dev.holdfast.contract.operator.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alert: one cause, however many devices and events it has.
 *
 * @param id GUID
 * @param rule ID of the rule of the alert policy that raised it
 * @param severity urgency
 * @param title what is wrong, one sentence
 * @param nextStep what to do
 * @param state state
 * @param priority importance to the team
 * @param assignee user name of the person who handles it; empty for none
 * @param labels values of the fields that its events share, by field, such as {@code code}
 * @param devices number of devices that are affected now, exact
 * @param subjects number of devices and other subjects, such as rollouts, that are affected now, exact
 * @param events number of events since it last opened
 * @param firstSeen time of its first event since it last opened
 * @param lastSeen time of its last event
 * @param openings number of times that it opened
 * @param stateSince time at which its state began
 * @param suppressedUntil end of the suppression; null unless it is suppressed
 * @param rollout related rollout; null for none
 */
public record AlertView(
        UUID id,
        String rule,
        AlertSeverity severity,
        String title,
        String nextStep,
        AlertState state,
        AlertPriority priority,
        String assignee,
        Map<String, String> labels,
        long devices,
        long subjects,
        long events,
        Instant firstSeen,
        Instant lastSeen,
        int openings,
        Instant stateSince,
        @Nullable Instant suppressedUntil,
        @Nullable UUID rollout) {
    /** Copies the map. */
    public AlertView {
        labels = Map.copyOf(labels);
    }
}
