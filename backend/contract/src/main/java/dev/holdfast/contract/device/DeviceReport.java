package dev.holdfast.contract.device;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that a device tells. Sending the same {@code id} again is harmless.
 *
 * @param id made by the device, so that a retry is recognised
 * @param at the device's clock, in the years 1 to 9999
 * @param kind what it is about
 * @param detail at most 16 entries of at most 256 characters, without NUL and without halves of characters (lone
 *     surrogates); for {@link Kind#UPDATE_INSTALLED} and
 *     {@link Kind#UPDATE_FAILED}: {@code manifestVersion}, and {@code error} for the latter
 */
public record DeviceReport(UUID id, Instant at, Kind kind, Map<String, String> detail) {
    private static final int MAX_ENTRIES = 16;
    private static final int MAX_LENGTH = 256;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** Checks the bounds, so that what one device tells can always be kept together with what others tell. */
    public DeviceReport {
        if (at != null && (at.isBefore(EARLIEST) || at.isAfter(LATEST))) {
            throw new IllegalArgumentException("at is not in the years 1 to 9999");
        }
        detail = detail == null ? Map.of() : Map.copyOf(detail);
        if (detail.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("more than 16 details");
        }
        detail.forEach((name, value) -> {
            if (name.length() > MAX_LENGTH || value.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("detail " + name + " has more than 256 characters");
            }
            if (!isWhole(name) || !isWhole(value)) {
                throw new IllegalArgumentException("a detail has a NUL or half a character");
            }
        });
    }

    private static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }

    /** What a report is about. The first two need the update certificate, the rest the customer certificate. */
    public enum Kind {
        /** A manifest set is staged, verified and in use after the reboot. */
        UPDATE_INSTALLED,
        /** A manifest set was refused or could not be installed. */
        UPDATE_FAILED,
        /** An application crashed (category {@code AppCrash}). */
        APP_CRASH,
        /** An application ended (category {@code AppExit}). */
        APP_EXIT,
        /** Anything else that an application says. */
        APP_EVENT;

        /** Returns whether reports of this kind travel under the update certificate. */
        public boolean isAboutUpdates() {
            return this == UPDATE_INSTALLED || this == UPDATE_FAILED;
        }
    }
}
