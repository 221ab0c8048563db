package dev.holdfast.sim.scenario;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some devices of a fleet: so many, or a share. In text {@code 3} or {@code 2.5 %}.
 *
 * @param count how many; empty for a share
 * @param percent 0 to 100, when it is a share
 */
public record Portion(OptionalInt count, double percent) {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final double ALL = 100;
    /** What binary fractions get wrong. */
    private static final double TINY = 1e-9;

    /** Checks the ranges. */
    public Portion {
        if (!(percent >= 0 && percent <= ALL)) {
            throw new IllegalArgumentException("a share is from 0 to 100 %");
        }
    }

    /** Returns so many devices. */
    public static Portion of(int count) {
        return new Portion(OptionalInt.of(count), 0);
    }

    /** Returns a share. */
    public static Portion percent(double percent) {
        return new Portion(OptionalInt.empty(), percent);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException for anything else
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

    /** Returns how many of {@code total} to pick: a share is rounded, but is one device at least unless it is 0 %. */
    public int pick(int total) {
        if (count.isPresent()) {
            return Math.min(count.getAsInt(), total);
        }
        return percent == 0 ? 0 : Math.clamp(Math.round(total * percent / ALL), 1, Math.max(1, total));
    }

    /** Returns the least number of devices that is as much as this. */
    public long least(long total) {
        return count.isPresent() ? count.getAsInt() : (long) Math.ceil(total * percent / ALL - TINY);
    }

    /** Returns the greatest number of devices that is no more than this. */
    public long most(long total) {
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
