package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.hsm.otp.Silicon.Area;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * Counts boots in two slots that are written in turn. A power cut damages only the slot with the lower count, so the
 * count never goes back. A slot is {@value #SLOT} bytes, little-endian: {@code u64 count, u32 checksum, u32 0}. The
 * checksum is the CRC-32C of the count in big-endian order. Count n is in slot n mod 2. Blank slots mean that the chip
 * never booted.
 */
public final class BootCounter {
    private static final int SLOT = 16;
    private static final int SLOTS = 2;

    private final Silicon silicon;

    public BootCounter(Silicon silicon) {
        this.silicon = silicon;
    }

    /**
     * Returns the number of boots since manufacture.
     *
     * @throws IOException when both slots are damaged, which no power cut causes
     */
    public long read() throws IOException {
        byte[] cells = Arrays.copyOf(silicon.read(Area.BOOTS), SLOT * SLOTS);
        OptionalLong even = count(cells, 0);
        OptionalLong odd = count(cells, 1);
        // While the first slot is blank, a damaged second slot means that a power cut interrupted the write of count 1.
        boolean firstIsBlank = Arrays.equals(cells, 0, SLOT, new byte[SLOT], 0, SLOT);
        if (even.isEmpty() && odd.isEmpty() && !firstIsBlank) {
            throw silicon.damage(Area.BOOTS, "is damaged: both boot counters have an invalid checksum");
        }
        return Math.max(even.orElse(0), odd.orElse(0));
    }

    /** Counts a boot. Returns the new count. */
    public long increment() throws IOException {
        long count = read() + 1;
        byte[] slot = ByteBuffer.allocate(SLOT)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(count)
                .putInt(check(count))
                .array();
        silicon.write(slotOf(count) * SLOT, slot);
        return count;
    }

    private static OptionalLong count(byte[] cells, int slot) {
        ByteBuffer in = ByteBuffer.wrap(cells, slot * SLOT, SLOT).order(ByteOrder.LITTLE_ENDIAN);
        long count = in.getLong();
        boolean holds = count > 0 && slotOf(count) == slot && in.getInt() == check(count) && in.getInt() == 0;
        return holds ? OptionalLong.of(count) : OptionalLong.empty();
    }

    private static int slotOf(long count) {
        return (int) (count % SLOTS);
    }

    private static int check(long count) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
        return (int) crc.getValue();
    }
}
