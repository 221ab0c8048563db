package dev.holdfast.standalone.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes a {@code tar.gz} archive of files that can change or disappear meanwhile. Names in the archive are relative paths. */
public final class ArchiveWriter {
    private static final int PRIVATE_FILE = 0100600;
    private static final int PRIVATE_FOLDER = 040700;
    private static final byte[] ZEROS = new byte[8192];

    private final GzipCompressorOutputStream gzip;
    private final TarArchiveOutputStream tar;

    public ArchiveWriter(OutputStream out) throws IOException {
        GzipParameters fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        gzip = new GzipCompressorOutputStream(out, fast);
        tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Adds a file with this content in UTF-8. */
    public void text(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        begin(name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** Adds an empty folder. */
    public void folder(String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/");
        entry.setMode(PRIVATE_FOLDER);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** Adds a file in its current length. If the file becomes shorter meanwhile, adds zeros. Skips a file that does not exist. */
    public void file(String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            begin(name, size);
            long missing = size;
            byte[] buffer = new byte[1 << 16];
            while (missing > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
                if (read < 0) {
                    break;
                }
                tar.write(buffer, 0, read);
                missing -= read;
            }
            while (missing > 0) {
                int some = (int) Math.min(ZEROS.length, missing);
                tar.write(ZEROS, 0, some);
                missing -= some;
            }
            tar.closeArchiveEntry();
        } catch (NoSuchFileException e) {
            // Nothing is written yet: only opening the file and reading its size fail in this way.
        }
    }

    /** Adds a file, or a folder with all its contents. Skips it if it does not exist. */
    public void tree(String name, Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            file(name, root);
            return;
        }
        folder(name);
        for (Path path : list(root)) {
            String inside = name + "/" + root.relativize(path);
            if (Files.isDirectory(path)) {
                folder(inside);
            } else {
                file(inside, path);
            }
        }
    }

    /** Returns all paths below a folder, each folder before its contents. Leaves out what disappears meanwhile. */
    public static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder)) {
                    paths.add(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return paths;
    }

    private void begin(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(PRIVATE_FILE);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    /** Ends the archive, without closing the stream. Without this call, the archive is incomplete. */
    public void finish() throws IOException {
        tar.finish();
        gzip.finish();
        gzip.flush();
    }
}
