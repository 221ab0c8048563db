package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.id.Blob;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The file of {@link FlashLog}, read once from the beginning to the last whole record; in memory is one record and what is in
 * flash.
 *
 * @param content what the records come to
 * @param end bytes up to the end of the last whole record
 */
record FlashReplay(SparseFlash content, long end) {
    private static final int RECORD_HEAD = 7;

    /** What the next bytes are. */
    private sealed interface Next {
        /** A whole record. */
        record Whole(int operation, int address, Blob data) implements Next {}

        /** The end of the file, perhaps within a record. */
        record End() implements Next {}
    }

    /**
     * Reads.
     *
     * @throws IOException when it does not begin as a flash file does
     * @throws IllegalArgumentException when a record is damaged, or the sizes are none of a part
     * @throws IndexOutOfBoundsException when a record lies outside of the part
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
                throw new IllegalArgumentException("it does not begin as a flash file does");
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
        // A length that nobody wrote must not make all that follows look like the beginning of one record.
        boolean written = operation == FlashLog.PROGRAM
                ? length > 0 && length <= geometry.pageSize()
                : operation == FlashLog.ERASE && length == 0;
        if (!written) {
            throw new IllegalArgumentException("the record at offset " + at + " is none");
        }
        byte[] data = in.readNBytes(length);
        byte[] check = in.readNBytes(Integer.BYTES);
        if (check.length < Integer.BYTES) {
            return new Next.End();
        }
        byte[] whole = Arrays.copyOf(head, RECORD_HEAD + length);
        System.arraycopy(data, 0, whole, RECORD_HEAD, length);
        if (ByteBuffer.wrap(check).getInt() != FlashLog.checksum(whole, 0, whole.length)) {
            throw new IllegalArgumentException("the checksum of the record at offset " + at + " does not hold");
        }
        return new Next.Whole(operation, address, Blob.of(data));
    }
}
