package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.alert.triage.AlertStates.Change;
import dev.holdfast.backend.alert.triage.AlertStates.Current;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.alert.AlertAction;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import dev.holdfast.contract.operator.alert.AlertView;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a step of a person on alerts, on all of them or on none. */
final class ActOnAlerts implements Work<List<AlertView>> {
    private static final Duration MAX_SUPPRESSION = Duration.ofDays(90);
    private static final String ASSIGN =
            "update alert set assignee = $3 where catalog_id = $1 and alert_id = any ($2::uuid[])";
    private static final String TAKE = ASSIGN + " and assignee = ''";
    private static final String PRIORITIZE =
            "update alert set priority = $3 where catalog_id = $1 and alert_id = any ($2::uuid[])";

    private final AlertAction action;
    private final String comment;

    /** Creates the work; fails with {@code invalid-request} if a member is missing or does not belong to the action. */
    ActOnAlerts(AlertAction action) {
        this.action = action;
        this.comment = Objects.requireNonNullElse(action.comment(), "").strip();
        requireMember("until", action.until(), AlertAction.Kind.SUPPRESS);
        requireMember("priority", action.priority(), AlertAction.Kind.PRIORITIZE);
        if (action.assignee() != null && action.action() != AlertAction.Kind.ASSIGN) {
            throw ProblemException.invalid("assignee", "is only for ASSIGN");
        }
        boolean needsComment =
                action.action() == AlertAction.Kind.SUPPRESS || action.action() == AlertAction.Kind.COMMENT;
        if (needsComment && comment.isEmpty()) {
            throw ProblemException.invalid("comment", "is missing");
        }
    }

    private void requireMember(String name, @Nullable Object value, AlertAction.Kind only) {
        if (value == null && action.action() == only) {
            throw ProblemException.invalid(name, "is missing");
        }
        if (value != null && action.action() != only) {
            throw ProblemException.invalid(name, "is only for " + only);
        }
    }

    @Override
    public Uni<List<AlertView>> perform(Tx tx) {
        requireNear(action.until(), tx.now());
        return AlertStates.lock(tx)
                .chain(() -> AlertRecords.require(tx, action.alerts()))
                .chain(() -> AlertStates.find(tx, action.alerts()))
                .map(alerts -> alerts.stream()
                        .flatMap(alert -> change(alert, tx.actor().name()).stream())
                        .toList())
                .call(() -> columns(tx))
                .chain(changes -> AlertStates.change(tx, changes))
                .chain(() -> AlertRecords.require(tx, action.alerts()));
    }

    private static void requireNear(@Nullable Instant until, Instant now) {
        if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(MAX_SUPPRESSION)))) {
            throw ProblemException.invalid("until", "must be in the next 90 days");
        }
    }

    /** Changes assignee and priority. */
    private Uni<?> columns(Tx tx) {
        Object ids = Columns.guids(action.alerts(), id -> id);
        return switch (action.action()) {
            case ASSIGN -> tx.update(ASSIGN, tx.catalog(), ids, assignee());
            case ACKNOWLEDGE -> tx.update(TAKE, tx.catalog(), ids, tx.actor().name());
            case PRIORITIZE -> tx.update(PRIORITIZE, tx.catalog(), ids, Objects.requireNonNull(action.priority()));
            default -> Uni.createFrom().voidItem();
        };
    }

    private String assignee() {
        return Objects.requireNonNullElse(action.assignee(), "").strip();
    }

    /** Returns the change of an alert; empty if it is already in the state. */
    private Optional<Change> change(Current alert, String by) {
        AlertState state = Objects.requireNonNull(alert.state());
        return switch (action.action()) {
            case ACKNOWLEDGE -> become(alert, by, AlertStep.ACKNOWLEDGED, AlertState.ACKNOWLEDGED);
            case SUPPRESS ->
                Optional.of(new Change(
                        requireUnresolved(alert),
                        AlertStep.SUPPRESSED,
                        AlertState.SUPPRESSED,
                        by,
                        comment,
                        action.until()));
            case RESOLVE -> become(alert, by, AlertStep.RESOLVED, AlertState.RESOLVED);
            case REOPEN -> become(alert, by, AlertStep.REOPENED, AlertState.OPEN);
            case ASSIGN -> Optional.of(new Change(alert, AlertStep.ASSIGNED, state, by, assignee(), null));
            case PRIORITIZE ->
                Optional.of(new Change(
                        alert,
                        AlertStep.PRIORITIZED,
                        state,
                        by,
                        Objects.requireNonNull(action.priority()).name(),
                        null));
            case COMMENT -> Optional.of(new Change(alert, AlertStep.COMMENTED, state, by, comment, null));
        };
    }

    private Optional<Change> become(Current alert, String by, AlertStep step, AlertState to) {
        if (alert.state() == to) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                to == AlertState.ACKNOWLEDGED ? requireUnresolved(alert) : alert, step, to, by, comment, null));
    }

    private static Current requireUnresolved(Current alert) {
        if (alert.state() == AlertState.RESOLVED) {
            throw ProblemException.conflict("The alert \"" + alert.title() + "\" is resolved. Reopen it first.");
        }
        return alert;
    }
}
