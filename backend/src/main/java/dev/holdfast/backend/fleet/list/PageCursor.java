package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.contract.id.DeviceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list of devices, which {@link Cursor} writes.
 *
 * @param device the last device before the place
 * @param key what it was ordered by
 */
record PageCursor(DeviceId device, String key) {
    private static final int DEVICE = 64;

    /** Writes it for one filter and order. */
    String text(String list) {
        return Cursor.write(list, place());
    }

    /** Reads one; null when there is none. Refuses what was made for another filter or order, or by nobody. */
    static @Nullable PageCursor parse(@Nullable String text, String list) {
        if (text == null) {
            return null;
        }
        byte[] place = Cursor.read(list, text);
        if (place.length < DEVICE) {
            throw Cursor.foreign();
        }
        return new PageCursor(
                DeviceId.of(Arrays.copyOf(place, DEVICE)),
                new String(place, DEVICE, place.length - DEVICE, StandardCharsets.UTF_8));
    }

    private byte[] place() {
        byte[] ordered = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(DEVICE + ordered.length)
                .put(device.bytes())
                .put(ordered)
                .array();
    }
}
