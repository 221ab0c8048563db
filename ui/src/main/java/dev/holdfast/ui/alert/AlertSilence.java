package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.word;

import dev.holdfast.ui.component.Amount;
import java.time.Duration;

/** How long to suppress alerts. */
enum AlertSilence {
    HOUR(Duration.ofHours(1)),
    SHIFT(Duration.ofHours(8)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    /** Until a day that the person chooses. */
    DATE(Duration.ZERO);

    private final Duration length;

    AlertSilence(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }

    String words() {
        if (this == DATE) {
            return word(this);
        }
        return length.toDays() > 0 ? Amount.of(length.toDays(), "day") : Amount.of(length.toHours(), "hour");
    }
}
