package dev.holdfast.standalone.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.standalone.config.CannotContinue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the errors for scenarios that do not exist or are invalid. */
class ScenariosTest {
    @TempDir
    Path folder;

    @Test
    void an_unknown_scenario_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> Scenarios.find("nope"))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("nope")
                .hasMessageContaining("quiet-fleet");
    }

    /** The contents are a password file, and YAML with an unknown field, wrong syntax or a wrong type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret:x:0:0:secret:/secret:/bin/secret\nsecret:x:1:1::/:/bin/secret\n",
                "secret: secret\n",
                "name: [secret\n",
                "devices: secret\n",
                "\t- secret",
                "secret \u0007",
                ""
            })
    void an_invalid_scenario_file_is_refused_without_showing_its_content(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("some.yaml"), content);

        assertThatThrownBy(() -> Scenarios.find(file.toString()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("some.yaml' is not a scenario")
                .hasMessageNotContainingAny("secret", "\n");
    }

    @Test
    void a_binary_scenario_file_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("some.yaml"), new byte[] {(byte) 0xff, 0, (byte) 0xc3, 1});

        assertThatThrownBy(() -> Scenarios.find(file.toString())).isInstanceOf(CannotContinue.class);
    }

    @Test
    void a_wrong_number_in_a_scenario_is_explained() throws IOException {
        String demo;
        try (InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream("/scenarios/demo.yaml"))) {
            demo = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file =
                Files.writeString(folder.resolve("some.yaml"), demo.replaceFirst("(?m)^devices: \\d+", "devices: 0"));

        assertThatThrownBy(() -> Scenarios.find(file.toString()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("a scenario has at least one device");
    }
}
