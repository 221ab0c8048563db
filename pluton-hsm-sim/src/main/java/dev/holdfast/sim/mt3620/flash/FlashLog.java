package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.sim.disk.UnusableFileException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Flash that logs its operations to a file and replays them when it is opened. All integers are big-endian.
 *
 * <pre>{@code
 * header   "HFFLASH1", u32 capacity, u32 sector size, u32 page size
 * record   u8 operation (1 program, 2 erase), u32 address, u16 length, bytes, u32 CRC-32C of all before it in the record
 * }</pre>
 *
 * An incomplete last record is dropped. Any other invalid record is damage, and the file is left unchanged. {@link
 * #open} compacts a file of mostly obsolete records. Nothing is fsynced, because the chip loses power, not the host.
 */
public final class FlashLog implements NorFlash {
    /** {@code HFFLASH1} in ASCII. */
    static final long MAGIC = 0x4846_464C_4153_4831L;

    static final int HEADER = Long.BYTES + 3 * Integer.BYTES;
    static final int PROGRAM = 1;
    static final int ERASE = 2;
    private static final int BUFFER = 64 * 1024;
    /** A file that is longer than this plus {@link #HISTORY} times its content is compacted when it is opened. */
    private static final long ALWAYS_KEPT = 256 * 1024;

    private static final int HISTORY = 4;

    private final Path file;
    private final SparseFlash content;

    private FlashLog(Path file, SparseFlash content) {
        this.file = file;
        this.content = content;
    }

    /** Writes the content to a new file and continues there. */
    public static FlashLog create(Path file, SparseFlash content) throws IOException {
        write(file, content);
        content.share();
        return new FlashLog(file, content);
    }

    /**
     * Reads a file.
     *
     * @throws UnusableFileException when it is missing or damaged
     */
    public static FlashLog open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unusable(file, Files.exists(file) ? "is not a file" : "does not exist", null);
        }
        long length;
        FlashReplay replay;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            length = Files.size(file);
            replay = FlashReplay.of(in);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unusable(file, "is not a flash file or is damaged: " + e.getMessage(), e);
        }
        SparseFlash content = replay.content();
        if (replay.end() < length || length > ALWAYS_KEPT + HISTORY * content.size()) {
            write(file, content);
        }
        content.share();
        return new FlashLog(file, content);
    }

    private static UnusableFileException unusable(Path file, String why, @Nullable Exception cause) {
        return cause == null
                ? new UnusableFileException(file, why, UnusableFileException.NOTHING_REPLACES_IT)
                : new UnusableFileException(file, why, UnusableFileException.NOTHING_REPLACES_IT, cause);
    }

    /** Returns a copy of the content in memory only. */
    public SparseFlash snapshot() {
        return content.copy();
    }

    @Override
    public synchronized void share() {
        content.share();
    }

    @Override
    public FlashGeometry geometry() {
        return content.geometry();
    }

    @Override
    public synchronized byte[] read(int address, int length) {
        return content.read(address, length);
    }

    @Override
    public synchronized void program(int address, byte[] bytes) throws IOException {
        content.program(address, bytes);
        append(PROGRAM, address, bytes);
    }

    @Override
    public synchronized void erase(int address) throws IOException {
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

    static int checksum(byte[] bytes, int from, int to) {
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
}
