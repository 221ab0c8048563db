package dev.holdfast.contract.device;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Report of a device. The constructor checks all limits, so that an invalid report cannot fail a batch.
 *
 * @param id GUID from the device, to detect retries
 * @param at time by the clock of the device, in the years 1 to 9999
 * @param kind kind of the report
 * @param detail at most 16 entries of at most 256 characters, without NUL and unpaired surrogates. {@link
 *     Kind#UPDATE_INSTALLED}, {@link Kind#UPDATE_FAILED} and {@link Kind#UPDATE_STATE} have {@code manifestVersion}; {@link
 *     Kind#UPDATE_FAILED} also has {@code error}. {@link Kind#UPDATE_STATE} also has {@code state}, a {@link State}
 */
public record DeviceReport(UUID id, Instant at, Kind kind, Map<String, String> detail) {
    private static final int MAX_ENTRIES = 16;
    private static final int MAX_LENGTH = 256;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Checks the limits. */
    public DeviceReport {
        requireStorable(at);
        detail = detail == null ? Map.of() : Map.copyOf(detail);
        if (detail.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("detail has more than 16 entries");
        }
        detail.forEach((name, value) -> {
            if (name.length() > MAX_LENGTH || value.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("detail " + name + " has more than 256 characters");
            }
            if (!isWhole(name) || !isWhole(value)) {
                throw new IllegalArgumentException("detail contains a NUL or an unpaired surrogate");
            }
        });
    }

    /** Requires that the database can store a time. */
    static void requireStorable(@Nullable Instant at) {
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw new IllegalArgumentException("the time 'at' is not in the years 1 to 9999");
        }
    }

    /** Returns whether the database can store a text: no NUL and no unpaired surrogate. */
    static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }

    /** Kind of a report. Reports about updates require the update certificate, reports of applications the customer certificate. */
    public enum Kind {
        /** A manifest set is in use after a reboot, and the device ended its trial. */
        UPDATE_INSTALLED,
        /** A manifest set was refused or could not be installed. */
        UPDATE_FAILED,
        /** The update is in another state. Not stored: only the newest state of the device counts. */
        UPDATE_STATE,
        /** An application crashed (category {@code AppCrash}). */
        APP_CRASH,
        /** An application ended (category {@code AppExit}). */
        APP_EXIT,
        /** Any other event of an application. */
        APP_EVENT;

        /** Returns whether reports of this kind are stored. */
        public boolean isStored() {
            return this != UPDATE_STATE;
        }

        /** Returns whether reports of this kind require the update certificate. */
        public boolean isAboutUpdates() {
            return this == UPDATE_INSTALLED || this == UPDATE_FAILED || this == UPDATE_STATE;
        }
    }

    /** State of an update between offer and confirmation. */
    public enum State {
        /** The device downloads the missing images. {@code percent} is the received part, 0 to 100. */
        DOWNLOADING,
        /** All images are verified. They are not in use. */
        STAGED,
        /** The verified images wait for a window. {@code until} is the next one, such as 2026-12-02T04:00:00Z, or absent. */
        WAITING_FOR_WINDOW,
        /** An application defers the installation of the verified images. {@code until} is the end. */
        DEFERRED,
        /** The images are in use on trial, after a reboot. */
        INSTALLED
    }
}
