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

class ScenariosTest {
    @TempDir
    Path folder;

    @Test
    void a_scenario_that_does_not_exist_is_answered_with_those_that_do() {
        assertThatThrownBy(() -> Scenarios.find("nope"))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("nope")
                .hasMessageContaining("quiet-fleet");
    }

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
    void a_file_that_is_no_scenario_is_refused_in_one_line_that_tells_nothing_of_it(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("some.yaml"), content);

        assertThatThrownBy(() -> Scenarios.find(file.toString()))
                .isInstanceOf(CannotContinue.class)
                .hasMessageContaining("some.yaml' is not a scenario")
                .hasMessageNotContainingAny("secret", "\n");
    }

    @Test
    void bytes_that_are_no_text_are_refused_too() throws IOException {
        Path file = Files.write(folder.resolve("some.yaml"), new byte[] {(byte) 0xff, 0, (byte) 0xc3, 1});

        assertThatThrownBy(() -> Scenarios.find(file.toString())).isInstanceOf(CannotContinue.class);
    }

    @Test
    void what_is_wrong_with_a_scenarios_numbers_is_said() throws IOException {
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
