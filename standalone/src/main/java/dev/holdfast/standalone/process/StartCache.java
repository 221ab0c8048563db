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
 * A start-up cache: an ahead-of-time cache of the JVM (JEP 483, 514, 515) with the loaded, linked and profiled classes of an earlier run.
 * It belongs to one build of an application. The JVM ignores the cache of another build.
 *
 * @param file path, whether or not the cache exists
 */
public record StartCache(Path file) {
    /**
     * Returns the cache of the current build of an application.
     *
     * @param name name of the application
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

    /** JVM options to use the cache, empty if there is no cache. */
    public List<String> options() {
        return exists() ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto") : List.of();
    }

    /** JVM options to write the cache at exit. {@link #accept} then moves it into place. */
    public List<String> trainingOptions() {
        return List.of("-XX:AOTCacheOutput=" + fresh());
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Creates the folder and deletes the file of an interrupted training. */
    public void prepare() {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.deleteIfExists(fresh());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves a new cache into place and deletes the caches of earlier builds.
     *
     * @return whether there was a new cache
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
