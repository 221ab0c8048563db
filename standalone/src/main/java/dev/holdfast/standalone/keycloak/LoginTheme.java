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

/** How the pages look on which people sign in: a theme in Keycloak's folder, named by the realm. */
final class LoginTheme {
    /** What the realm calls it. */
    static final String NAME = "holdfast";

    private static final String DESCRIPTION = "theme.properties";
    private static final String STYLES = "css/holdfast.css";
    private static final List<String> FILES = List.of("messages/messages_en.properties", "resources/img/holdfast.svg");

    private static final int DIGITS = 8;

    private LoginTheme() {}

    /**
     * Puts the theme into a distribution, where it counts from the server's next start on. The style sheet is named by
     * its content: Keycloak keeps a compressed copy of each, and browsers keep it for a month.
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
