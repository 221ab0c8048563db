package dev.holdfast.standalone.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the theme of Keycloak's sign-in pages. */
class LoginThemeTest {
    private static final Path SOURCES = Path.of("src/main/resources/themes/holdfast/login");

    @TempDir
    Path distribution;

    @Test
    void theme_files_are_installed_and_changed_ones_restored() throws IOException {
        LoginTheme.install(distribution);
        Path installed = distribution.resolve("themes/holdfast/login");
        Files.writeString(installed.resolve("messages/messages_en.properties"), "doLogIn=Enter");
        LoginTheme.install(distribution);

        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(Files::isRegularFile).filter(LoginThemeTest::keepsItsName))
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(installed.resolve(SOURCES.relativize(file)))
                            .hasSameBinaryContentAs(file));
        }
    }

    @Test
    void the_style_sheet_name_contains_a_content_hash() throws IOException {
        LoginTheme.install(distribution);
        Path installed = distribution.resolve("themes/holdfast/login");
        Properties theme = properties(installed.resolve("theme.properties"));

        String named = theme.getProperty("styles").split(" ", -1)[1];

        assertThat(named).matches("css/holdfast-[0-9a-f]{8}\\.css");
        assertThat(installed.resolve("resources").resolve(named))
                .hasSameBinaryContentAs(SOURCES.resolve("resources/css/holdfast.css"));
    }

    private static boolean keepsItsName(Path file) {
        return !file.endsWith("theme.properties") && !file.endsWith("holdfast.css");
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void keycloaks_templates_and_styles_are_kept() throws IOException {
        Properties theme = properties(SOURCES.resolve("theme.properties"));

        assertThat(theme.getProperty("parent")).isEqualTo("keycloak.v2");
        assertThat(theme.getProperty("styles")).isEqualTo("css/styles.css css/holdfast.css");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".ftl"));
        }
    }

    @Test
    void the_style_sheet_loads_nothing_external() throws IOException {
        assertThat(SOURCES.resolve("resources/css/holdfast.css"))
                .content()
                .doesNotContain("http:", "https:", "//", "@import", "data:");
    }
}
