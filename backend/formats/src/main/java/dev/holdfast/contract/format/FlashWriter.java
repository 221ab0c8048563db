package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Writes the fields that {@link FlashReader} reads. Callers validate the values. */
public final class FlashWriter {
    private final ByteBuffer out;

    /** Creates a writer for exactly {@code length} bytes. */
    public FlashWriter(int length) {
        this.out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a u16. */
    public FlashWriter u16(int value) {
        out.putShort((short) value);
        return this;
    }

    /** Writes a u32. */
    public FlashWriter u32(long value) {
        out.putInt((int) value);
        return this;
    }

    /** Writes a u64. */
    public FlashWriter u64(long value) {
        out.putLong(value);
        return this;
    }

    /** Writes bytes. */
    public FlashWriter bytes(byte[] value) {
        out.put(value);
        return this;
    }

    /** Writes bytes. */
    public FlashWriter bytes(Blob value) {
        return bytes(value.bytes());
    }

    /** Writes a GUID in Microsoft's layout: the first three fields little-endian, the rest in reading order. */
    public FlashWriter guid(UUID value) {
        long high = value.getMostSignificantBits();
        out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        out.putLong(Long.reverseBytes(value.getLeastSignificantBits()));
        return this;
    }

    /**
     * Returns the written bytes.
     *
     * @throws IllegalStateException if fewer bytes were written than the constructor expects
     */
    public byte[] array() {
        if (out.hasRemaining()) {
            throw new IllegalStateException(out.remaining() + " bytes were not written");
        }
        return out.array();
    }
}
