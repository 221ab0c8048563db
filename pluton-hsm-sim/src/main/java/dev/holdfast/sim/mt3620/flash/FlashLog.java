package dev.holdfast.sim.mt3620.flash;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Flash whose operations are kept in a file, in the order in which they happened, and replayed when it is opened. All
 * integers are big-endian.
 *
 * <pre>{@code
 * header   "HFFLASH1", u32 capacity, u32 sector size, u32 page size
 * record   u8 operation (1 program, 2 erase), u32 address, u16 length, bytes, u32 CRC-32C of all before it in the record
 * }</pre>
 *
 * A record that the host did not finish is dropped. When most of the file is history it is replaced by the present content
 * at the next {@link #open}. What can fail here at any instant is the chip's power, not the host's: nothing is fsynced.
 */
public final class FlashLog implements NorFlash {
    private static final long MAGIC = 0x4846_464C_4153_4831L;
    private static final int HEADER = Long.BYTES + 3 * Integer.BYTES;
    private static final int PROGRAM = 1;
    private static final int ERASE = 2;
    private static final long ALWAYS_KEPT = 256 * 1024;
    private static final int HISTORY = 4;

    private final Path file;
    private final SparseFlash content;

    private FlashLog(Path file, SparseFlash content) {
        this.file = file;
        this.content = content;
    }

    /** Writes a part's content to a new file, from which it lives on. */
    public static FlashLog create(Path file, SparseFlash content) throws IOException {
        write(file, content);
        content.share();
        return new FlashLog(file, content);
    }

    /**
     * Reads a part back.
     *
     * @throws IOException when there is none or the file is damaged
     */
    public static FlashLog open(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Replay replay = new Replay(bytes);
        SparseFlash content;
        try {
            content = replay.run();
        } catch (EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(file + " is not a flash file or is damaged", e);
        }
        if (replay.end < bytes.length || bytes.length > ALWAYS_KEPT + HISTORY * content.size()) {
            write(file, content);
        }
        content.share();
        return new FlashLog(file, content);
    }

    /** Returns a copy of the content, with no file behind it. */
    public SparseFlash snapshot() {
        return content.copy();
    }

    @Override
    public void share() {
        content.share();
    }

    @Override
    public FlashGeometry geometry() {
        return content.geometry();
    }

    @Override
    public byte[] read(int address, int length) {
        return content.read(address, length);
    }

    @Override
    public void program(int address, byte[] bytes) throws IOException {
        content.program(address, bytes);
        append(PROGRAM, address, bytes);
    }

    @Override
    public void erase(int address) throws IOException {
        content.erase(address);
        append(ERASE, address, new byte[0]);
    }

    private void append(int operation, int address, byte[] bytes) throws IOException {
        Files.write(file, record(operation, address, bytes), StandardOpenOption.APPEND);
    }

    private static byte[] record(int operation, int address, byte[] bytes) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(bytes.length + 11);
        DataOutputStream out = new DataOutputStream(buffer);
        out.writeByte(operation);
        out.writeInt(address);
        out.writeShort(bytes.length);
        out.write(bytes);
        out.writeInt(checksum(buffer.toByteArray(), 0, buffer.size()));
        return buffer.toByteArray();
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static void write(Path file, SparseFlash content) throws IOException {
        FlashGeometry geometry = content.geometry();
        Path pending = file.resolveSibling(file.getFileName() + ".pending");
        try (OutputStream stream = Files.newOutputStream(pending);
                DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(stream))) {
            out.writeLong(MAGIC);
            out.writeInt(geometry.capacity());
            out.writeInt(geometry.sectorSize());
            out.writeInt(geometry.pageSize());
            for (int sector : content.sectors()) {
                for (int offset = 0; offset < geometry.sectorSize(); offset += geometry.pageSize()) {
                    int address = sector * geometry.sectorSize() + offset;
                    byte[] page = content.read(address, geometry.pageSize());
                    if (!Pages.isErased(page)) {
                        out.write(record(PROGRAM, address, page));
                    }
                }
            }
        }
        Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads the file once, from the beginning to the last whole record. */
    private static final class Replay {
        private final byte[] bytes;
        private int end = HEADER;

        Replay(byte[] bytes) {
            this.bytes = bytes;
        }

        SparseFlash run() throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readLong() != MAGIC) {
                throw new IllegalArgumentException("the file does not begin as a flash file does");
            }
            SparseFlash flash = SparseFlash.erased(new FlashGeometry(in.readInt(), in.readInt(), in.readInt()));
            while (in.available() > 0 && apply(in, flash)) {
                end = bytes.length - in.available();
            }
            return flash;
        }

        private boolean apply(DataInputStream in, SparseFlash flash) throws IOException {
            int start = bytes.length - in.available();
            byte[] data;
            int operation;
            int address;
            try {
                operation = in.readUnsignedByte();
                address = in.readInt();
                data = new byte[in.readUnsignedShort()];
                in.readFully(data);
                int expected = checksum(bytes, start, bytes.length - in.available());
                if (in.readInt() != expected) {
                    throw new IllegalArgumentException("a record's checksum does not hold");
                }
            } catch (EOFException e) {
                return false;
            }
            if (operation == PROGRAM) {
                flash.program(address, data);
            } else {
                flash.erase(address);
            }
            return true;
        }
    }
}
