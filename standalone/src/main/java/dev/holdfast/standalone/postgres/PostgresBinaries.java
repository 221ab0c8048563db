package dev.holdfast.standalone.postgres;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.install.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from zonky's jar. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Unpacks into the cache if needed. Returns the folder with {@code bin}, {@code lib} and {@code share}. */
    static Path unpack(Path cache) {
        String architecture = System.getProperty("os.arch", "");
        String resource = switch (architecture) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default ->
                throw new CannotContinue("There is no embedded PostgreSQL for the processor '%s'. Use x86-64 or ARM64."
                        .formatted(architecture));
        };
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new CannotContinue("The build lacks %s. Run ./mvnw package.".formatted(resource));
            }
            // The size identifies the version, because the jar's version is not available at run time.
            Path folder = cache.resolve("postgres-" + PostgresCluster.VERSION + "-" + size(resource));
            Files.createDirectories(cache);
            // Installations that start at the same time share the cache.
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.isExecutable(folder.resolve("bin").resolve("postgres"))) {
                    Archive.unpackTar(new XZInputStream(packed), folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(String resource) throws IOException {
        URL url = Objects.requireNonNull(PostgresBinaries.class.getResource(resource), resource);
        return url.openConnection().getContentLengthLong();
    }
}
