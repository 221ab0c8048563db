package dev.holdfast.standalone.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the generated passwords and client secrets. */
class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void a_secret_is_generated_once() {
        String made = secrets().machine("db.app.password");

        assertThat(secrets().machine("db.app.password")).isEqualTo(made).hasSizeGreaterThanOrEqualTo(32);
        assertThat(secrets().machine("db.owner.password")).isNotEqualTo(made);
    }

    @Test
    void a_password_for_people_has_no_characters_that_look_alike() {
        assertThat(secrets().person("user.olivia.password")).matches("([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}");
    }

    @Test
    void only_the_owner_can_read_the_file() throws IOException {
        secrets().machine("db.app.password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private Secrets secrets() {
        return new Secrets(file());
    }

    private Path file() {
        return folder.resolve("secrets.properties");
    }
}
