package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import com.vaadin.flow.component.page.ExtendedClientDetails;
import dev.holdfast.ui.text.Texts;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A moment: {@code <time datetime>} with UTC for machines, and relative or absolute words for people. */
@Tag("time")
public final class TimeText extends HtmlContainer {
    private static final String ABSOLUTE = "uuuu-MM-dd HH:mm:ss\u00a0zzz";
    private static final int DAYS_OF_YEAR = 365;
    private static final Duration NOW = Duration.ofSeconds(5);

    /** Updates the relative times of an open page. */
    public static void keepUpToDate(Component page) {
        String words = Stream.of("now", "ago", "in", "s", "min", "h", "d", "mo", "y")
                .map(word -> text("time." + word))
                .collect(Collectors.joining("|"));
        page.addAttachListener(attached -> page.getElement()
                .executeJs("holdfast.keepTimes($0, $1)", (double) Instant.now().toEpochMilli(), words));
    }

    /** {@code relative} tells {@code console.js} where to update the relative time: {@code text}, {@code title} or {@code both}. */
    private TimeText(Instant moment, String text, String title, String relative) {
        getElement().setAttribute("data-relative", relative);
        getElement().setAttribute("datetime", moment.toString());
        getElement().setAttribute("title", title);
        setText(text);
        addClassName("hf-time");
    }

    /** Shows how long ago, or how far ahead, with the absolute time on hover. */
    public static HtmlContainer relative(Instant moment) {
        return new TimeText(moment, say(moment, Instant.now()), absolute(moment), "text");
    }

    /** Shows how long ago, or how far ahead; {@code absent}, such as {@code never}, for null. */
    public static HtmlContainer relative(@Nullable Instant moment, String absent) {
        return moment == null ? word(absent) : relative(moment);
    }

    /** Shows the absolute time and how long ago; {@code absent} for null. */
    public static HtmlContainer full(@Nullable Instant moment, String absent) {
        return moment == null ? word(absent) : full(moment);
    }

    /** Shows the absolute time and how long ago. Lines break only between the two, or between date and time. */
    public static HtmlContainer full(Instant moment) {
        String relative = say(moment, Instant.now());
        return new TimeText(moment, absolute(moment) + "\u00a0· " + relative.replace(' ', '\u00a0'), relative, "both");
    }

    /** Shows the absolute time, for logs. */
    public static HtmlContainer exact(Instant moment) {
        return new TimeText(moment, absolute(moment), say(moment, Instant.now()), "title");
    }

    /** Writes the moment in the browser's time zone, with the zone's name. Without a known zone, all methods use UTC. */
    public static String absolute(Instant moment) {
        return DateTimeFormatter.ofPattern(ABSOLUTE, Texts.locale()).format(moment.atZone(zone()));
    }

    /** Writes the day of a moment in the browser's time zone, such as {@code 29 November 2026}. */
    public static String day(Instant moment) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", Texts.locale()).format(moment.atZone(zone()));
    }

    /** Returns the texts of a date picker; dates are written as in filters. */
    public static DatePickerI18n datePicker() {
        Locale locale = Texts.locale();
        List<DayOfWeek> days =
                Stream.of(DayOfWeek.values()).map(day -> day.minus(1)).toList();
        return new DatePickerI18n()
                .setDateFormat("yyyy-MM-dd")
                .setFirstDayOfWeek(1)
                .setMonthNames(Stream.of(Month.values())
                        .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdays(days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdaysShort(days.stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, locale))
                        .toList())
                .setToday(text("date-picker.today"))
                .setCancel(text("button.cancel"));
    }

    /** Returns the moment of a date and time in the browser's time zone. */
    public static Instant moment(LocalDateTime time) {
        return time.atZone(zone()).toInstant();
    }

    /** Returns the beginning of a day in the browser's time zone. */
    public static Instant begin(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    /**
     * Returns the distance from {@code now} in the largest whole unit: months and years rounded, others rounded down. A distance below five
     * seconds is {@code now}.
     */
    public static String say(Instant moment, Instant now) {
        Duration distance = Duration.between(moment, now);
        if (distance.abs().compareTo(NOW) < 0) {
            return text("time.now");
        }
        return text(distance.isNegative() ? "time.in" : "time.ago", length(distance.abs()));
    }

    /** Returns a duration in one unit, rounded as in {@link #say}. Months begin at 365 days, years at 24 months. */
    public static String length(Duration duration) {
        if (duration.toDays() >= DAYS_OF_YEAR) {
            long months = Math.round(duration.toDays() * 12.0 / DAYS_OF_YEAR);
            return months < 24 ? text("time.mo", months) : text("time.y", Math.round(months / 12.0));
        }
        if (duration.toDays() >= 1) {
            return text("time.d", duration.toDays());
        }
        if (duration.toHours() >= 1) {
            return text("time.h", duration.toHours());
        }
        if (duration.toMinutes() >= 1) {
            return text("time.min", duration.toMinutes());
        }
        return text("time.s", duration.toSeconds());
    }

    private static ZoneId zone() {
        UI ui = UI.getCurrent();
        ExtendedClientDetails details = ui == null ? null : ui.getPage().getExtendedClientDetails();
        String id = details == null ? null : details.getTimeZoneId();
        if (id == null || id.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknownToJava) {
            return ZoneOffset.UTC;
        }
    }

    private static HtmlContainer word(String absent) {
        HtmlContainer word = new HtmlContainer("span");
        word.setText(absent);
        word.addClassName("hf-muted");
        return word;
    }
}
