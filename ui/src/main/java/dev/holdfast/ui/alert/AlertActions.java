package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.alert.AlertAction;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Toast;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Actions of a person on alerts: on all of them, or on none.
 *
 * @param me the person's user name
 * @param done runs after an action
 */
record AlertActions(AlertClient client, String catalog, String me, Runnable done) {
    /** The maximum number of alerts for one action. */
    static final int MAX = 100;

    /** The maximum length of a comment. */
    static final int MAX_COMMENT = 500;

    void acknowledge(List<AlertView> alerts) {
        act(alerts, AlertAction.Kind.ACKNOWLEDGE, "", null, null, null);
    }

    void resolve(List<AlertView> alerts, String comment) {
        act(alerts, AlertAction.Kind.RESOLVE, comment, null, null, null);
    }

    void suppress(List<AlertView> alerts, String reason, Instant until) {
        act(alerts, AlertAction.Kind.SUPPRESS, reason, until, null, null);
    }

    void reopen(List<AlertView> alerts) {
        act(alerts, AlertAction.Kind.REOPEN, "", null, null, null);
    }

    /** Assigns alerts to a user name; to nobody for an empty one. */
    void assign(List<AlertView> alerts, String assignee) {
        act(alerts, AlertAction.Kind.ASSIGN, "", null, assignee, null);
    }

    void prioritize(List<AlertView> alerts, AlertPriority priority) {
        act(alerts, AlertAction.Kind.PRIORITIZE, "", null, null, priority);
    }

    void comment(List<AlertView> alerts, String comment) {
        act(alerts, AlertAction.Kind.COMMENT, comment, null, null, null);
    }

    private void act(
            List<AlertView> alerts,
            AlertAction.Kind kind,
            String comment,
            @Nullable Instant until,
            @Nullable String assignee,
            @Nullable AlertPriority priority) {
        client.act(
                catalog,
                new AlertAction(alerts.stream().map(AlertView::id).toList(), kind, comment, until, assignee, priority));
        Toast.done(text(
                "alert-done." + kind.name().toLowerCase(Locale.ROOT),
                alerts.size(),
                alerts.getFirst().title()));
        done.run();
    }
}
