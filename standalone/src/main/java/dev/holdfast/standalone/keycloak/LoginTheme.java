package dev.holdfast.standalone.keycloak;

import dev.holdfast.contract.id.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The theme of Keycloak's sign-in pages. */
final class LoginTheme {
    /** Name in the realm. */
    static final String NAME = "holdfast";

    private static final String DESCRIPTION = "theme.properties";
    private static final String STYLES = "css/holdfast.css";
    private static final List<String> FILES = List.of("messages/messages_en.properties", "resources/img/holdfast.svg");

    private static final int DIGITS = 8;

    private LoginTheme() {}

    /**
     * Copies the theme into a distribution. It takes effect at the server's next start. The name of the style sheet contains a digest of
     * its content. Without it, Keycloak and browsers would show a cached old style for up to a month.
     */
    static void install(Path distribution) throws IOException {
        Path folder = distribution.resolve("themes").resolve(NAME).resolve("login");
        for (String name : FILES) {
            write(folder.resolve(name), read(name));
        }
        byte[] styles = read("resources/" + STYLES);
        String named = "css/holdfast-" + digest(styles) + ".css";
        write(folder.resolve("resources").resolve(named), styles);
        String description = new String(read(DESCRIPTION), StandardCharsets.UTF_8);
        write(folder.resolve(DESCRIPTION), description.replace(STYLES, named).getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
        }
    }

    private static String digest(byte[] content) {
        return Digest.sha256(content).hex().substring(0, DIGITS);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream resource = LoginTheme.class.getResourceAsStream("/themes/" + NAME + "/login/" + name)) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        }
    }
}
