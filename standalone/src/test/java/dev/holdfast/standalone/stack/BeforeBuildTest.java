package dev.holdfast.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.standalone.config.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the check of settings and ports from source, as {@code ./holdfast up} does before the build. */
@Timeout(180)
class BeforeBuildTest {
    @TempDir
    Path folder;

    @Test
    void all_ports_in_use_are_in_one_message_with_their_users_and_free_ports()
            throws IOException, InterruptedException {
        try (ServerSocket console = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> ports = freePorts();
            ports.put("HOLDFAST_CONSOLE_PORT", Integer.toString(console.getLocalPort()));
            ports.put("HOLDFAST_DB_PORT", Integer.toString(database.getLocalPort()));

            assertThat(check(ports))
                    .contains(console.getLocalPort() + " of the console, used by java (PID "
                            + ProcessHandle.current().pid())
                    .contains(database.getLocalPort() + " of PostgreSQL, used by java")
                    .contains("HOLDFAST_CONSOLE_PORT=", "HOLDFAST_DB_PORT=")
                    .doesNotContain("of Keycloak");

            Path run = Files.createDirectories(folder.resolve("run"));
            Files.writeString(run.resolve("ui.pid"), ProcessHandle.current().pid() + " 1\n");
            assertThat(check(ports)).as("ports of this installation").isEmpty();
        }
    }

    @Test
    void a_misspelt_setting_is_named() throws IOException, InterruptedException {
        assertThat(check(Map.of("HOLDFAST_CONSOLE_PROT", "9080"))).contains("Did you mean HOLDFAST_CONSOLE_PORT?");
    }

    private static Map<String, String> freePorts() throws IOException {
        Map<String, String> ports = new HashMap<>();
        List<ServerSocket> sockets = new ArrayList<>();
        for (Port port : Port.values()) {
            // All sockets stay open until each port has another number.
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            ports.put(port.variable(), Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private String check(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "src/main/resources",
                        "src/main/java/dev/holdfast/standalone/stack/BeforeBuild.java",
                        "..")
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("HOLDFAST_HOME", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(output.isEmpty() ? 0 : 1);
        return output;
    }
}
