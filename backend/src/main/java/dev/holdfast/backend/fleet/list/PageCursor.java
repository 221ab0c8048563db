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
 * @param part the {@link OrderPart} that it is in
 * @param key the device's value there; empty when the part has no column
 */
record PageCursor(DeviceId device, String part, String key) {
    private static final int DEVICE = 64;
    // No text of PostgreSQL has it.
    private static final char BETWEEN = '\0';

    /** Writes it for one filter and order. */
    String text(String list) {
        return Cursor.write(list, place());
    }

    /** Reads one; null when there is none. Fails with {@code invalid-request} when it belongs to another filter or order. */
    static @Nullable PageCursor parse(@Nullable String text, String list) {
        if (text == null) {
            return null;
        }
        byte[] place = Cursor.read(list, text);
        if (place.length < DEVICE) {
            throw Cursor.foreign();
        }
        String order = new String(place, DEVICE, place.length - DEVICE, StandardCharsets.UTF_8);
        int between = order.indexOf(BETWEEN);
        if (between < 0) {
            throw Cursor.foreign();
        }
        return new PageCursor(
                DeviceId.of(Arrays.copyOf(place, DEVICE)), order.substring(0, between), order.substring(between + 1));
    }

    private byte[] place() {
        byte[] order = (part + BETWEEN + key).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(DEVICE + order.length)
                .put(device.bytes())
                .put(order)
                .array();
    }
}
