package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.id.Blob;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Replays the file of a {@link FlashLog} up to the last complete record. Keeps one record and the flash content in
 * memory.
 *
 * @param content content of the flash
 * @param end offset of the end of the last complete record
 */
record FlashReplay(SparseFlash content, long end) {
    private static final int RECORD_HEAD = 7;

    /** The next part of the file. */
    private sealed interface Next {
        /** A complete record. */
        record Whole(int operation, int address, Blob data) implements Next {}

        /** The end of the file, or an incomplete record. */
        record End() implements Next {}
    }

    /**
     * Reads a file.
     *
     * @throws IOException when the header is invalid
     * @throws IllegalArgumentException when a record is damaged, or the sizes are invalid
     * @throws IndexOutOfBoundsException when a record lies outside the part
     */
    static FlashReplay of(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        SparseFlash flash = header(in);
        long end = FlashLog.HEADER;
        while (next(in, flash.geometry(), end) instanceof Next.Whole(int operation, int address, Blob data)) {
            if (operation == FlashLog.PROGRAM) {
                flash.program(address, data.bytes());
            } else {
                flash.erase(address);
            }
            end += RECORD_HEAD + data.length() + Integer.BYTES;
        }
        return new FlashReplay(flash, end);
    }

    private static SparseFlash header(DataInputStream in) throws IOException {
        try {
            if (in.readLong() != FlashLog.MAGIC) {
                throw new IllegalArgumentException("the header is invalid");
            }
            return SparseFlash.erased(new FlashGeometry(in.readInt(), in.readInt(), in.readInt()));
        } catch (EOFException e) {
            throw new IOException("it ends within its first " + FlashLog.HEADER + " bytes", e);
        }
    }

    private static Next next(DataInputStream in, FlashGeometry geometry, long at) throws IOException {
        byte[] head = in.readNBytes(RECORD_HEAD);
        if (head.length < RECORD_HEAD) {
            return new Next.End();
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int operation = fields.get();
        int address = fields.getInt();
        int length = Short.toUnsignedInt(fields.getShort());
        // A damaged length must not turn the rest of the file into one incomplete record.
        boolean written = operation == FlashLog.PROGRAM
                ? length > 0 && length <= geometry.pageSize()
                : operation == FlashLog.ERASE && length == 0;
        if (!written) {
            throw new IllegalArgumentException("the record at offset " + at + " is invalid");
        }
        byte[] data = in.readNBytes(length);
        byte[] check = in.readNBytes(Integer.BYTES);
        if (check.length < Integer.BYTES) {
            return new Next.End();
        }
        byte[] whole = Arrays.copyOf(head, RECORD_HEAD + length);
        System.arraycopy(data, 0, whole, RECORD_HEAD, length);
        if (ByteBuffer.wrap(check).getInt() != FlashLog.checksum(whole, 0, whole.length)) {
            throw new IllegalArgumentException("the checksum of the record at offset " + at + " is wrong");
        }
        return new Next.Whole(operation, address, Blob.of(data));
    }
}
