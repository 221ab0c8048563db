package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.product.GroupInstallTimes;
import dev.holdfast.contract.operator.product.InstallInterval;
import dev.holdfast.ui.text.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** When devices of a group may install, in the time zone of the group. */
final class InstallTimes extends Div {
    private static final int SHOWN = 7;

    private final ZoneId zone;
    private final transient DateTimeFormatter exact =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Texts.locale());
    private final transient DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", Texts.locale());

    InstallTimes(GroupInstallTimes times, Instant now) {
        zone = ZoneId.of(times.timeZone());
        if (times.emergency()) {
            line(text("install-times.emergency"));
        }
        if (times.anyTime()) {
            line(text("install-times.any"));
        } else {
            windows(times, now);
        }
        times.blackouts().forEach(this::blackout);
    }

    private void windows(GroupInstallTimes times, Instant now) {
        if (times.windows().isEmpty()) {
            line(text("install-times.none"));
        }
        times.windows().stream().limit(SHOWN).forEach(window -> window(window, now));
        int more = times.windows().size() - SHOWN;
        if (more > 0) {
            line(text("install-times.more", more));
        }
        Instant deadline = times.deadline();
        if (deadline != null) {
            line(text("install-times.deadline", exact.format(deadline.atZone(zone))));
        }
    }

    private void window(InstallInterval window, Instant now) {
        ZonedDateTime from = window.from().atZone(zone);
        ZonedDateTime until = window.until().atZone(zone);
        if (window.from().isAfter(now)) {
            boolean isShort = until.isBefore(from.plusDays(1));
            line(text("install-times.window", exact.format(from), (isShort ? time : exact).format(until)));
        } else {
            line(text("install-times.now", exact.format(until)));
        }
    }

    /** Adds a blackout, which consists of whole days except that one in progress begins now. */
    private void blackout(InstallInterval blackout) {
        LocalDate first = blackout.from().atZone(zone).toLocalDate();
        LocalDate last = blackout.until().minusNanos(1).atZone(zone).toLocalDate();
        line(
                first.equals(last)
                        ? text("install-times.blackout-day", first.toString())
                        : text("install-times.blackout", first.toString(), last.toString()));
    }

    private void line(String words) {
        add(new Div(words));
    }
}
