package dev.holdfast.sim.scenario;

import java.time.Duration;
import java.time.LocalTime;

/**
 * Times of day when a device is on.
 *
 * @param from time at which the device switches on
 * @param to time at which the device switches off; before {@code from} for a night shift, equal to {@code from} for
 *     always
 */
public record OperatingHours(LocalTime from, LocalTime to) {
    public static final OperatingHours ALWAYS = new OperatingHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    public boolean isAlways() {
        return from.equals(to);
    }

    public boolean isOn(LocalTime time) {
        return isAlways()
                || (from.isBefore(to)
                        ? !time.isBefore(from) && time.isBefore(to)
                        : !time.isBefore(from) || time.isBefore(to));
    }

    /** Returns the time from {@code time} to the next switch on or off. */
    public Duration untilChange(LocalTime time) {
        Duration until = Duration.between(time, isOn(time) ? to : from);
        return until.isPositive() ? until : until.plusDays(1);
    }
}
