package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.list.Cursor;
import dev.holdfast.contract.id.DeviceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Position in a device list, encoded by {@link Cursor}.
 *
 * @param device last device before the position
 * @param part {@link OrderPart#at} of the part that contains the device
 * @param key the device's value in the part's column; empty if the part has no column
 */
record PageCursor(DeviceId device, String part, String key) {
    private static final int DEVICE = 64;
    // PostgreSQL texts cannot contain this character.
    private static final char BETWEEN = '\0';

    /** Encodes the position as a cursor that is valid for one filter and order. */
    String text(String list) {
        return Cursor.write(list, position());
    }

    /** Decodes a cursor; null for none. Fails with {@code invalid-request} if it belongs to another filter or order. */
    static @Nullable PageCursor parse(@Nullable String text, String list) {
        if (text == null) {
            return null;
        }
        byte[] position = Cursor.read(list, text);
        if (position.length < DEVICE) {
            throw Cursor.foreign();
        }
        String order = new String(position, DEVICE, position.length - DEVICE, StandardCharsets.UTF_8);
        int between = order.indexOf(BETWEEN);
        if (between < 0) {
            throw Cursor.foreign();
        }
        return new PageCursor(
                DeviceId.of(Arrays.copyOf(position, DEVICE)),
                order.substring(0, between),
                order.substring(between + 1));
    }

    private byte[] position() {
        byte[] order = (part + BETWEEN + key).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(DEVICE + order.length)
                .put(device.bytes())
                .put(order)
                .array();
    }
}
