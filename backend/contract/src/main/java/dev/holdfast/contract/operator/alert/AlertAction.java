package dev.holdfast.contract.operator.alert;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Action on alerts. Alerts that are already in the state keep it.
 *
 * @param alerts GUIDs, 1 to 100
 * @param action what to do
 * @param comment comment or reason, up to 500 characters on one line; required to suppress and to comment. Null or empty for none
 * @param until end of the suppression, at most 90 days ahead; only to suppress
 * @param assignee user name, up to 200 characters; null or empty for nobody. Only to assign
 * @param priority new priority; only to prioritize
 */
public record AlertAction(
        @NotNull @Size(min = 1, max = 100) List<@NotNull UUID> alerts,

        @NotNull Kind action,

        @Size(max = 500) @PlainLine(mayBeBlank = true) @Nullable
        String comment,

        @Nullable Instant until,

        @Size(max = 200) @PlainLine(mayBeBlank = true) @Nullable
        String assignee,

        @Nullable AlertPriority priority) {
    /** Kind of an action. */
    public enum Kind {
        /** Take the alerts: assigns those that nobody is assigned to. */
        ACKNOWLEDGE,
        /** Silence the alerts until a time. */
        SUPPRESS,
        /** End the alerts. */
        RESOLVE,
        /** Open suppressed, acknowledged and resolved alerts again. */
        REOPEN,
        /** Assign the alerts to a person, or to nobody. */
        ASSIGN,
        /** Change the priority of the alerts. */
        PRIORITIZE,
        /** Add a comment to the timelines of the alerts. */
        COMMENT
    }
}
