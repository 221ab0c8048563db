package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertState;
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

    static String assignee(AlertView alert) {
        return alert.assignee().isEmpty() ? text("alerts.nobody") : alert.assignee();
    }
}
