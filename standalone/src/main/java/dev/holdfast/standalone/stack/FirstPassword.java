package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.install.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Carries the owner's generated password from the supervisor to the terminal, where it is shown once and then gone. */
public final class FirstPassword {
    private FirstPassword() {}

    static void keep(Home home, String password) {
        PrivateFile.write(file(home), password);
    }

    /**
     * Takes the password out.
     *
     * @param home which installation
     * @return nothing when it was taken before
     */
    public static Optional<String> take(Home home) {
        try {
            String password = Files.readString(file(home));
            // Two terminals may wait for the same start; one of them shows it.
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
