package dev.holdfast.sim.scenario;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number or a share of the devices of a fleet, in text {@code 3} or {@code 2.5 %}.
 *
 * @param count number of devices; empty for a share
 * @param percent 0 to 100 for a share; 0 for a number
 */
public record Portion(OptionalInt count, double percent) {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final double ALL = 100;
    /** Tolerance for rounding errors. */
    private static final double TINY = 1e-9;

    public Portion {
        if (!(percent >= 0 && percent <= ALL)) {
            throw new IllegalArgumentException("a share must be 0 to 100 %");
        }
    }

    public static Portion of(int count) {
        return new Portion(OptionalInt.of(count), 0);
    }

    public static Portion percent(double percent) {
        return new Portion(OptionalInt.empty(), percent);
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Portion parse(String text) {
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            return percent(Double.parseDouble(share.group(1)));
        }
        if (COUNT.matcher(text).matches()) {
            return of(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is neither a number of devices, such as 3, nor a share, such as 5 %");
    }

    /**
     * Returns the number of devices to pick from {@code total}. A share is rounded, but is at least one device unless
     * it is 0 %.
     */
    public int pick(int total) {
        if (count.isPresent()) {
            return Math.min(count.getAsInt(), total);
        }
        return percent == 0 ? 0 : Math.clamp(Math.round(total * percent / ALL), 1, Math.max(1, total));
    }

    /** Returns the smallest number of devices that is at least this portion: a share is rounded up. */
    public long lowerBound(long total) {
        return count.isPresent() ? count.getAsInt() : (long) Math.ceil(total * percent / ALL - TINY);
    }

    /** Returns the largest number of devices that is at most this portion: a share is rounded down. */
    public long upperBound(long total) {
        return count.isPresent() ? count.getAsInt() : (long) Math.floor(total * percent / ALL + TINY);
    }

    @Override
    public String toString() {
        return count.isPresent()
                ? Integer.toString(count.getAsInt())
                : (percent == Math.rint(percent)
                                ? Long.toString((long) percent)
                                : String.format(Locale.ROOT, "%s", percent))
                        + " %";
    }
}
