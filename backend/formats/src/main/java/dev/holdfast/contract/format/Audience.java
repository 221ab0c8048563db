package dev.holdfast.contract.format;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Devices that a manifest set is for: all devices of one part in one device group.
 *
 * @param catalog catalog of the devices
 * @param group device group of the devices
 * @param part SKU of the part (the chip model), 1 to 64 bytes of UTF-8
 */
public record Audience(UUID catalog, UUID group, String part) {
    private static final int MAX_PART = 64;

    /** Checks the length of the part. */
    public Audience {
        int length = part.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > MAX_PART) {
            throw new IllegalArgumentException("the part has " + length + " bytes, expected 1 to " + MAX_PART);
        }
    }
}
