package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Passes the owner's generated password from the supervisor to the terminal in a file. The terminal shows the password once. */
public final class FirstPassword {
    private FirstPassword() {}

    /** Stores the password until a terminal takes it. */
    static void keep(Home home, String password) {
        PrivateFile.write(file(home), password);
    }

    /** Returns and deletes the password. Returns empty on later calls. */
    public static Optional<String> take(Home home) {
        try {
            String password = Files.readString(file(home));
            // Two terminals can wait for the same start. Only one shows the password.
            return Files.deleteIfExists(file(home)) ? Optional.of(password) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("first-password");
    }
}
