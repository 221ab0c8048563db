package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;

/** Words and badges of alerts. */
final class AlertWords {
    private AlertWords() {}

    static StatusBadge badge(AlertSeverity severity) {
        return switch (severity) {
            case CRITICAL -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CRITICAL, word(severity));
            case WARNING -> StatusBadge.of(Tone.WARNING, Icon.ALERT, word(severity));
            case NOTICE -> StatusBadge.of(Tone.PROGRESS, Icon.INFO, word(severity));
        };
    }

    static StatusBadge badge(AlertState state) {
        return switch (state) {
            case OPEN -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BELL, word(state));
            case ACKNOWLEDGED -> StatusBadge.of(Tone.PROGRESS, Icon.PERSON, word(state));
            case SUPPRESSED -> StatusBadge.of(Tone.UNKNOWN, Icon.PAUSE, word(state));
            case RESOLVED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, word(state));
        };
    }

    static StatusBadge badge(AlertStep step) {
        return switch (step) {
            case OPENED, REOPENED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.BELL, word(step));
            case SUPPRESSION_ENDED -> StatusBadge.of(Tone.WARNING, Icon.BELL, word(step));
            case ACKNOWLEDGED -> StatusBadge.of(Tone.PROGRESS, Icon.PERSON, word(step));
            case SUPPRESSED -> StatusBadge.of(Tone.UNKNOWN, Icon.PAUSE, word(step));
            case RESOLVED, RESOLVED_ITSELF -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, word(step));
            case ASSIGNED -> StatusBadge.of(Tone.UNKNOWN, Icon.PERSON, word(step));
            case PRIORITIZED -> StatusBadge.of(Tone.UNKNOWN, Icon.ARROW, word(step));
            case COMMENTED -> StatusBadge.of(Tone.UNKNOWN, Icon.AUDIT, word(step));
        };
    }

    static String assignee(AlertView alert) {
        return alert.assignee().isEmpty() ? text("alerts.nobody") : alert.assignee();
    }
}
