package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list, which callers hand back without knowing what is in it: a fingerprint of filter, order and place, the device, and what it
 * was ordered by then. What it says goes into statements as parameters, behind the walls, so there is nothing to forge: it needs no
 * signature.
 *
 * @param device the last device before the place
 * @param key what it was ordered by
 */
record PageCursor(DeviceId device, String key) {
    private static final int FINGERPRINT = 12;
    private static final int DEVICE = 64;
    private static final int LONGEST = 2_000;

    /** Writes it for one filter and order. */
    String text(String list) {
        byte[] place = place();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(FINGERPRINT + place.length)
                        .put(fingerprint(list, place))
                        .put(place)
                        .array());
    }

    /** Reads one; null when there is none. Refuses what was made for another filter or order, or by nobody. */
    static @Nullable PageCursor parse(@Nullable String text, String list) {
        if (text == null) {
            return null;
        }
        try {
            byte[] all = text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            if (all.length < FINGERPRINT + DEVICE) {
                throw foreign();
            }
            byte[] place = Arrays.copyOfRange(all, FINGERPRINT, all.length);
            if (!Arrays.equals(all, 0, FINGERPRINT, fingerprint(list, place), 0, FINGERPRINT)) {
                throw foreign();
            }
            return new PageCursor(
                    DeviceId.of(Arrays.copyOf(place, DEVICE)),
                    new String(place, DEVICE, place.length - DEVICE, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
    }

    /** The answer to a cursor that leads nowhere. */
    static ProblemException foreign() {
        return ProblemException.invalid(
                "cursor", "is not one that this list gave for this filter and order; begin without one");
    }

    private byte[] place() {
        byte[] ordered = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(DEVICE + ordered.length)
                .put(device.bytes())
                .put(ordered)
                .array();
    }

    private static byte[] fingerprint(String list, byte[] place) {
        byte[] of = list.getBytes(StandardCharsets.UTF_8);
        byte[] digest = Digest.sha256(ByteBuffer.allocate(of.length + place.length)
                        .put(of)
                        .put(place)
                        .array())
                .bytes();
        return Arrays.copyOf(digest, FINGERPRINT);
    }
}
