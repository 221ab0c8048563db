package dev.holdfast.standalone.keycloak;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.Archive;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Keycloak's program files, unpacked and built once. They contain no data of an installation, so installations share them. */
final class KeycloakDistribution {
    private KeycloakDistribution() {}

    /**
     * Returns the folder of a Keycloak that is ready for {@code start --optimized}.
     *
     * @param home has the cache folder
     * @param progress receives a line before each slow step
     */
    static Path prepare(Home home, Consumer<String> progress) {
        Path archive = home.project().resolve("standalone/target/dist/keycloak.tar.gz");
        try {
            Files.createDirectories(home.cache());
            // Installations that start at the same time share the cache.
            try (FileChannel channel = FileChannel.open(
                            home.cache().resolve("keycloak.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return prepareLocked(home, archive, progress);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path prepareLocked(Home home, Path archive, Consumer<String> progress) throws IOException {
        if (!Files.exists(archive)) {
            throw new CannotContinue("The build lacks %s. Run ./mvnw package.".formatted(archive));
        }
        // The size identifies the version of Keycloak.
        Path folder = home.cache().resolve("keycloak-" + Files.size(archive));
        if (!Files.exists(folder)) {
            progress.accept("unpacking Keycloak (once)");
            try (var packed = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
                Archive.unpackTar(packed, folder);
            }
        }
        Path distribution = onlyFolder(folder);
        LoginTheme.install(distribution);
        Path built = folder.resolve("built");
        if (!Files.exists(built)) {
            progress.accept("building Keycloak for PostgreSQL (once, about 20 s)");
            build(home, distribution);
            Files.createFile(built);
        }
        return distribution;
    }

    private static Path onlyFolder(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new IOException("Keycloak not found in " + folder));
        }
    }

    private static void build(Home home, Path distribution) throws IOException {
        Path log = PrivateFile.log(home.log("keycloak"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "bash",
                        distribution.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=postgres",
                        "--cache=local"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            if (builder.start().waitFor() != 0) {
                throw new CannotContinue("Could not build Keycloak. See %s.".formatted(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }
}
