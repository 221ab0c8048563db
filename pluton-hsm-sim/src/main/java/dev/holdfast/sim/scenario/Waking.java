package dev.holdfast.sim.scenario;

import java.time.Duration;
import java.time.LocalTime;

/**
 * The times of day at which a device is switched on.
 *
 * @param from it is switched on then
 * @param to it is switched off then; before {@code from} for a night shift, the same as {@code from} for always
 */
public record Waking(LocalTime from, LocalTime to) {
    /** Day and night. */
    public static final Waking ALWAYS = new Waking(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Returns whether it is never switched off. */
    public boolean isAlways() {
        return from.equals(to);
    }

    /** Returns whether a device is on at this time of day. */
    public boolean isOn(LocalTime time) {
        return isAlways()
                || (from.isBefore(to)
                        ? !time.isBefore(from) && time.isBefore(to)
                        : !time.isBefore(from) || time.isBefore(to));
    }

    /** Returns how long from {@code time} until it is switched on or off next. */
    public Duration untilChange(LocalTime time) {
        Duration until = Duration.between(time, isOn(time) ? to : from);
        return until.isPositive() ? until : until.plusDays(1);
    }
}
