package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.otp.OtpRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The values of all fuses. If several rows set the same fuse, the largest value counts. Values are in flat arrays to
 * save memory, because a fleet has many chips.
 */
final class FuseReading {
    /** Bytes of the operating system key in one row. */
    private static final int KEY_PART = 16;

    private static final int KEY_PARTS = P256PublicKey.LENGTH / KEY_PART;
    /** Numbers for each component in {@link #floors}. */
    private static final int FLOOR = 3;

    private final byte[] operatingSystemKey = new byte[P256PublicKey.LENGTH];
    private byte layout;
    private boolean debugOpen;
    private byte manufacturing;
    /** Three numbers for each component: the two halves of its ID, and its floor. */
    private long[] floors = {};

    private FuseReading() {}

    static FuseReading of(List<OtpRow> rows) throws IOException {
        FuseReading reading = new FuseReading();
        for (OtpRow row : rows) {
            reading.take(row);
        }
        if (ManufacturingState.ofNumber(reading.manufacturing).isEmpty()) {
            throw new IOException("the fuses have an unknown manufacturing state");
        }
        return reading;
    }

    private void take(OtpRow row) {
        switch (row.kind()) {
            case PROVISIONED -> layout = (byte) Math.clamp(row.value(), 1, Byte.MAX_VALUE);
            case OPERATING_SYSTEM_KEY ->
                ByteBuffer.wrap(operatingSystemKey)
                        .position(row.index() % KEY_PARTS * KEY_PART)
                        .putLong(row.high())
                        .putLong(row.low());
            case DEBUG_OPEN -> debugOpen = true;
            case MANUFACTURING -> manufacturing = (byte) Math.max(manufacturing, row.value());
            case SECURITY_FLOOR -> raise(row);
        }
    }

    private void raise(OtpRow row) {
        int at = indexOf(row.high(), row.low());
        if (at < 0) {
            at = floors.length;
            floors = Arrays.copyOf(floors, at + FLOOR);
            floors[at] = row.high();
            floors[at + 1] = row.low();
        }
        floors[at + 2] = Math.max(floors[at + 2], row.value());
    }

    private int indexOf(long high, long low) {
        for (int i = 0; i < floors.length; i += FLOOR) {
            if (floors[i] == high && floors[i + 1] == low) {
                return i;
            }
        }
        return -1;
    }

    boolean provisioned() {
        return layout > 0;
    }

    /** Returns the layout version of the die; 0 when it is not a chip. */
    int layout() {
        return layout;
    }

    boolean debugOpen() {
        return debugOpen;
    }

    P256PublicKey operatingSystemKey() {
        return P256PublicKey.of(operatingSystemKey);
    }

    ManufacturingState manufacturing() {
        return ManufacturingState.ofNumber(manufacturing).orElseThrow();
    }

    /** Returns the lowest security version of a component that may boot; 0 when none is burnt. */
    long floor(ComponentId component) {
        UUID id = component.value();
        int at = indexOf(id.getMostSignificantBits(), id.getLeastSignificantBits());
        return at < 0 ? 0 : floors[at + 2];
    }
}
