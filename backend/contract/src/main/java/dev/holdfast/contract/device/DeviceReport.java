package dev.holdfast.contract.device;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that a device tells. Sending the same {@code id} again is harmless.
 *
 * @param id made by the device, so that a retry is recognised
 * @param at the device's clock
 * @param kind what it is about
 * @param detail at most 16 entries of at most 256 characters; for {@link Kind#UPDATE_INSTALLED} and
 *     {@link Kind#UPDATE_FAILED}: {@code manifestVersion}, and {@code error} for the latter
 */
public record DeviceReport(UUID id, Instant at, Kind kind, Map<String, String> detail) {
    private static final int MAX_ENTRIES = 16;
    private static final int MAX_LENGTH = 256;

    /** Checks the bounds. */
    public DeviceReport {
        detail = detail == null ? Map.of() : Map.copyOf(detail);
        if (detail.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("more than 16 details");
        }
        detail.forEach((name, value) -> {
            if (name.length() > MAX_LENGTH || value.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("detail " + name + " has more than 256 characters");
            }
        });
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
