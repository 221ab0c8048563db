package dev.holdfast.standalone.process;

import dev.holdfast.standalone.config.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * An ahead-of-time cache of the Java machine (JEP 483, 514, 515): classes loaded, linked and profiled in one run of an
 * application, ready in the next. It belongs to one build of the application, and the Java machine ignores one that
 * does not fit.
 *
 * @param file where it is or would be
 */
public record StartCache(Path file) {
    /**
     * The cache of an application as it is built now.
     *
     * @param home whose cache folder holds it
     * @param name the application
     * @param build a file that changes with every build
     */
    public static StartCache of(Home home, String name, Path build) {
        try {
            String version = "%x-%x"
                    .formatted(
                            Files.size(build), Files.getLastModifiedTime(build).toMillis());
            return new StartCache(home.cache().resolve("start").resolve(name + "@" + version + ".aot"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options for the Java machine: none while there is no cache. */
    public List<String> options() {
        return exists() ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto") : List.of();
    }

    /** Options that make the cache when the machine ends; {@link #accept} then puts it in place. */
    public List<String> trainingOptions() {
        return List.of("-XX:AOTCacheOutput=" + fresh());
    }

    /** Whether it has been made. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** Makes the folder, and removes what an interrupted training left. */
    public void prepare() {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.deleteIfExists(fresh());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts a freshly made cache in place and removes those of earlier builds.
     *
     * @return whether there was one
     */
    public boolean accept() {
        try {
            if (!Files.exists(fresh())) {
                return false;
            }
            String name = file.getFileName().toString();
            String family = name.substring(0, name.indexOf('@') + 1);
            try (Stream<Path> siblings = Files.list(file.resolveSibling(""))) {
                for (Path sibling : siblings.toList()) {
                    String other = sibling.getFileName().toString();
                    if (other.startsWith(family) && other.endsWith(".aot")) {
                        Files.delete(sibling);
                    }
                }
            }
            Files.move(fresh(), file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fresh() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
