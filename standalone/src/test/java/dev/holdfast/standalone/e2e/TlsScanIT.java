package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two TLS scanners, sslscan and testssl, find no weakness on any TLS listener. Listeners without TLS accept only local connections. */
@EndToEnd
class TlsScanIT {
    /** IDs of testssl findings that are no weakness here. The scanned certificates come from Holdfast's own CA. */
    private static final Set<String> ON_PURPOSE = Set.of(
            "cert_revocation", // Holdfast's CA for services publishes no revocation list
            "DNS_CAArecord", // DNS names no CA, because no public CA is used
            "engine_problem", // the scanner's own OpenSSL has no GOST
            "NPN", // an extension of TLS 1.2
            "cert_expirationStatus",
            "cert_notAfter");

    /** Severities of testssl findings that fail the test. */
    private static final Set<String> BAD = Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

    private static final Pattern ENABLED =
            Pattern.compile("<protocol type=\"(\\w+)\" version=\"([\\d.]+)\" enabled=\"1\"");
    private static final Pattern CIPHER = Pattern.compile("<cipher [^>]*strength=\"(\\w+)\"");

    private final Stack stack;
    private final Infrastructure infrastructure;

    TlsScanIT(Stack stack) {
        this.stack = stack;
        this.infrastructure = new Infrastructure(stack.installation().home().keys(), Clock.systemUTC());
    }

    @Test
    void sslscan_finds_only_tls_1_3_with_strong_ciphers() throws IOException {
        for (Port port : List.of(Port.GATEWAY, Port.INTERNAL)) {
            String found = run("sslscan", "--no-colour", "--xml=-", "localhost:" + number(port));

            assertThat(ENABLED.matcher(found).results().map(match -> match.group(1) + match.group(2)))
                    .as(found)
                    .containsExactly("tls1.3");
            assertThat(CIPHER.matcher(found).results().map(match -> match.group(1)))
                    .as(found)
                    .isNotEmpty()
                    .containsOnly("strong");
            assertThat(found).doesNotContain("vulnerable=\"1\"", "<compression supported=\"1\"");
        }
    }

    @Test
    void the_est_listener_has_tls_1_2_with_forward_secrecy_or_newer() throws IOException {
        String found = run("sslscan", "--no-colour", "--xml=-", "localhost:" + number(Port.GATEWAY_EST));

        assertThat(ENABLED.matcher(found).results().map(match -> match.group(1) + match.group(2)))
                .as(found)
                .containsExactlyInAnyOrder("tls1.2", "tls1.3");
        assertThat(CIPHER.matcher(found).results().map(match -> match.group(1)))
                .as(found)
                .hasSize(6) // three of TLS 1.3 and three of TLS 1.2
                .containsOnly("strong");
        assertThat(found)
                .doesNotContain(
                        "vulnerable=\"1\"",
                        "<compression supported=\"1\"",
                        "<renegotiation supported=\"1\" secure=\"0\"",
                        "-CBC-",
                        "-SHA\"");
    }

    @Test
    @Tag("sweep")
    void testssl_finds_no_weakness_on_any_listener() throws IOException {
        Map<Port, Process> scans = Map.of(
                Port.GATEWAY, testssl(Port.GATEWAY),
                Port.GATEWAY_EST, testssl(Port.GATEWAY_EST),
                Port.INTERNAL, testssl(Port.INTERNAL));

        for (Map.Entry<Port, Process> scan : scans.entrySet()) {
            String output = new String(scan.getValue().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode findings = new JsonMapper().readTree(report(scan.getKey()).toFile());
            List<String> bad = new ArrayList<>();
            List<String> checked = new ArrayList<>();
            for (JsonNode finding : findings) {
                String id = finding.get("id").asText();
                checked.add(id);
                if (BAD.contains(finding.get("severity").asText()) && !ON_PURPOSE.contains(id)) {
                    bad.add(finding.toString());
                }
            }
            assertThat(bad).as(output).isEmpty();
            assertThat(checked).as(output).contains("TLS1_3", "TLS1_2", "heartbleed", "cert_trust");
        }
    }

    @Test
    void listeners_without_tls_accept_only_local_connections() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (Port port : List.of(
                Port.CONSOLE,
                Port.API,
                Port.KEYCLOAK,
                Port.GATEWAY_MANAGEMENT,
                Port.BACKEND_MANAGEMENT,
                Port.CONSOLE_MANAGEMENT,
                Port.DATABASE)) {
            assertThat(others).as(port + " from outside").noneMatch(address -> answers(address, number(port)));
            assertThat(answers(InetAddress.getLoopbackAddress(), number(port)))
                    .as(port.toString())
                    .isTrue();
        }
    }

    private Process testssl(Port port) throws IOException {
        Path report = report(port);
        Files.createDirectories(report.getParent());
        Files.deleteIfExists(report);
        return process(
                "testssl",
                "--quiet",
                "--color",
                "0",
                "--warnings",
                "off",
                "--protocols",
                "--std",
                "--fs",
                "--server-defaults",
                "--vulnerable",
                "--add-ca",
                infrastructure.certificate(Infrastructure.AUTHORITY).toString(),
                "--mtls",
                identity().toString(),
                "--jsonfile",
                report.toString(),
                "localhost:" + number(port));
    }

    /** Writes the client certificate and its key into one file, as testssl needs them. */
    private Path identity() throws IOException {
        return Files.writeString(
                Files.createDirectories(Path.of("target", "scan")).resolve("identity.pem"),
                Files.readString(infrastructure.certificate(Infrastructure.GATEWAY_CLIENT))
                        + Files.readString(infrastructure.key(Infrastructure.GATEWAY_CLIENT)));
    }

    private static Path report(Port port) {
        return Path.of("target", "scan", port + ".json");
    }

    private int number(Port port) {
        return stack.installation().settings().port(port);
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException {
        return new String(process(command).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process process(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
