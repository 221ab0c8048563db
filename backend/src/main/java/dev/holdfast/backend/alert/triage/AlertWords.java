package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.alert.triage.AlertStates.Change;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;

/** Audit entries of the steps of alerts. */
final class AlertWords {
    private AlertWords() {}

    static AuditEntry entry(Change change) {
        AlertState before = change.alert().state();
        return AuditEntry.by(
                        change.by().isEmpty() ? AuditLog.SYSTEM : change.by(),
                        action(change.step()),
                        change.alert().id().toString(),
                        sentence(change))
                .because(change.text().isEmpty() ? null : change.text())
                .changing(
                        "state",
                        before == null ? null : before.name(),
                        change.to().name());
    }

    private static String action(AlertStep step) {
        return switch (step) {
            case OPENED -> "OpenAlert";
            case REOPENED -> "ReopenAlert";
            case ACKNOWLEDGED -> "AcknowledgeAlert";
            case SUPPRESSED -> "SuppressAlert";
            case SUPPRESSION_ENDED -> "EndAlertSuppression";
            case RESOLVED, RESOLVED_ITSELF -> "ResolveAlert";
            case ASSIGNED -> "AssignAlert";
            case PRIORITIZED -> "PrioritizeAlert";
            case COMMENTED -> "CommentAlert";
        };
    }

    private static String sentence(Change change) {
        String what = switch (change.step()) {
            case OPENED -> "Opened";
            case REOPENED -> "Reopened";
            case ACKNOWLEDGED -> "Acknowledged";
            case SUPPRESSED -> "Suppressed until " + change.until();
            case SUPPRESSION_ENDED -> "Ended the suppression of";
            case RESOLVED -> "Resolved";
            case RESOLVED_ITSELF -> "Resolved, because its cause is gone,";
            case ASSIGNED -> change.text().isEmpty() ? "Unassigned" : "Assigned to " + change.text();
            case PRIORITIZED -> "Set the priority " + change.text() + " of";
            case COMMENTED -> "Commented on";
        };
        return what + " the alert \"" + change.alert().title() + "\"";
    }
}
