package dev.holdfast.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests which settings commands use while a supervisor runs, and after it has ended. */
@Timeout(180)
class RunningSettingsTest {
    @TempDir
    Path folder;

    /** Stands for a supervisor. Runs until its input ends. */
    static final class Supervisor {
        private Supervisor() {}

        public static void main(String[] arguments) throws IOException {
            Home home = Home.of(Path.of(arguments[0]), Map.of());
            RunLock lock = RunLock.take(home).orElseThrow();
            RunningSettings.keep(home, Settings.load(home, Map.of("HOLDFAST_CONSOLE_PORT", "9080")));
            System.out.println("running");
            System.in.readAllBytes();
            lock.close();
        }
    }

    @Test
    void a_running_installation_keeps_its_settings_until_it_stops() throws IOException, InterruptedException {
        Home home = Home.of(folder, Map.of());
        Map<String, String> other = Map.of("HOLDFAST_CONSOLE_PORT", "9999");
        Process supervisor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(supervisor.inputReader().readLine()).isEqualTo("running");
            Files.writeString(home.settingsFile(), "console.port = 9001\n");

            assertThat(RunningSettings.of(home, Map.of()).port(Port.CONSOLE)).isEqualTo(9080);
            assertThat(RunningSettings.of(home, other).port(Port.CONSOLE)).isEqualTo(9080);
            assertThat(RunningSettings.changes(home, Map.of())).isEqualTo(Map.of("HOLDFAST_CONSOLE_PORT", "9001"));
            assertThat(RunningSettings.changes(home, other)).isEqualTo(other);
            assertThat(RunningSettings.changes(home, Map.of("HOLDFAST_CONSOLE_PORT", "9080")))
                    .isEmpty();
            Files.writeString(home.settingsFile(), "console.prot = 9001\n");
            assertThatThrownBy(() -> RunningSettings.changes(home, Map.of()))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("console.prot");
            assertThat(RunningSettings.of(home, Map.of()).port(Port.CONSOLE))
                    .as("with a misspelt key")
                    .isEqualTo(9080);
            Files.writeString(home.settingsFile(), "console.port = 9001\n");
        } finally {
            supervisor.getOutputStream().close();
            supervisor.waitFor();
        }

        assertThat(RunningSettings.of(home, Map.of()).port(Port.CONSOLE)).isEqualTo(9001);
        assertThat(RunningSettings.of(home, other).port(Port.CONSOLE)).isEqualTo(9999);
    }
}
