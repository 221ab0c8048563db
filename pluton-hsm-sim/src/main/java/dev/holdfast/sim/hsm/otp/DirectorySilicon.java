package dev.holdfast.sim.hsm.otp;

import dev.holdfast.sim.disk.DiskFile;
import dev.holdfast.sim.disk.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A die in a directory: one file per area, readable by its owner only from the first byte on. Files are not kept open
 * and not fsynced, because the device loses power, not the host. One process uses a die at a time.
 */
public final class DirectorySilicon implements Silicon {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;

    /** Refers to a directory, which must exist before the first burn. */
    public DirectorySilicon(Path directory) {
        this.directory = directory;
    }

    @Override
    public byte[] read(Area area) throws IOException {
        return disk(area).bytesIfThere().orElse(new byte[0]);
    }

    @Override
    public IOException damage(Area area, String what) {
        return disk(area).unusable(what);
    }

    private DiskFile disk(Area area) {
        return new DiskFile(file(area), area.size(), UnusableFileException.NOTHING_REPLACES_IT);
    }

    @Override
    public void burn(Area area, int offset, byte[] bits) throws IOException {
        try (SeekableByteChannel cells = open(area)) {
            byte[] burnt = new byte[bits.length];
            cells.position(offset);
            ByteBuffer present = ByteBuffer.wrap(burnt);
            while (present.hasRemaining() && cells.read(present) >= 0) {
                // Cells beyond the end of the file are blank, as in the new array.
            }
            for (int i = 0; i < bits.length; i++) {
                burnt[i] |= bits[i];
            }
            put(cells, offset, burnt);
        }
    }

    @Override
    public void write(int offset, byte[] content) throws IOException {
        try (SeekableByteChannel cells = open(Area.BOOTS)) {
            put(cells, offset, content);
        }
    }

    @Override
    public void discard() throws IOException {
        for (Area area : Area.values()) {
            Files.deleteIfExists(file(area));
        }
    }

    private SeekableByteChannel open(Area area) throws IOException {
        return Files.newByteChannel(
                file(area),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_ONLY);
    }

    private static void put(SeekableByteChannel cells, int offset, byte[] content) throws IOException {
        cells.position(offset);
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            cells.write(rest);
        }
    }

    private Path file(Area area) {
        return directory.resolve(area.file());
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
