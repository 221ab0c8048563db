package dev.holdfast.sim.mt3620.guardian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.sim.mt3620.TestClock;
import dev.holdfast.sim.mt3620.guardian.AllowedConnection.Transport;
import dev.holdfast.sim.mt3620.guardian.Guardian.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a guardian module: it allows only listed connections of its equipment, and reports the equipment's health. */
class GuardianTest {
    private static final AllowedConnection BROKER = new AllowedConnection("Broker.Example.", 8883, Transport.TCP);

    private final TestClock clock = new TestClock();
    private final Guardian guardian = new Guardian(
            new Equipment("Acme", "Press 9", "P9-00017", "1.4", List.of(BROKER)), Duration.ofMinutes(5), clock);

    @Test
    void only_listed_connections_are_allowed() {
        assertThat(decide("broker.example", 8883, Transport.TCP)).isEqualTo(Decision.ALLOWED);
        assertThat(decide("BROKER.example.", 8883, Transport.TCP)).isEqualTo(Decision.ALLOWED);
        assertThat(decide("broker.example", 8883, Transport.UDP)).isEqualTo(Decision.REFUSED);
        assertThat(decide("broker.example", 443, Transport.TCP)).isEqualTo(Decision.REFUSED);
        assertThat(decide("a.broker.example", 8883, Transport.TCP)).isEqualTo(Decision.REFUSED);
    }

    @Test
    void a_report_contains_the_equipments_identity_and_health() {
        decide("broker.example", 8883, Transport.TCP);
        decide("elsewhere.example", 22, Transport.TCP);

        assertThat(guardian.report().detail())
                .containsEntry("event", "guardian")
                .containsEntry("manufacturer", "Acme")
                .containsEntry("model", "Press 9")
                .containsEntry("serialNumber", "P9-00017")
                .containsEntry("firmware", "1.4")
                .containsEntry("health", "SUSPICIOUS")
                .containsEntry("allowedConnections", "1")
                .containsEntry("allowed", "1")
                .containsEntry("refused", "1")
                .containsEntry("lastRefused", "TCP elsewhere.example:22");
        assertThat(guardian.report().detail())
                .containsEntry("health", "GOOD")
                .containsEntry("refused", "0")
                .doesNotContainKey("lastRefused");
    }

    @Test
    void equipment_without_requests_counts_as_silent() {
        clock.advance(Duration.ofMinutes(6));
        assertThat(guardian.health()).isEqualTo(Health.SILENT);

        guardian.heard();
        assertThat(guardian.health()).isEqualTo(Health.GOOD);
    }

    @Test
    void the_longest_host_fits_a_report() {
        decide("x".repeat(253), 65_535, Transport.TCP);

        assertThat(guardian.report().detail().get("lastRefused")).hasSize(256);
    }

    @Test
    void equipment_is_described_by_a_file(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("equipment.yaml");
        Files.writeString(file, """
                manufacturer: Acme
                model: Press 9
                serial-number: P9-00017
                firmware: "1.4"
                allowed:
                  - {host: broker.example, port: 8883, transport: tcp}
                """);

        assertThat(Equipment.read(file))
                .isEqualTo(new Equipment("Acme", "Press 9", "P9-00017", "1.4", List.of(BROKER)));
        Files.writeString(file, "manufacturer: Acme");
        assertThatThrownBy(() -> Equipment.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void wildcards_and_ports_out_of_range_are_refused() {
        assertThatThrownBy(() -> new AllowedConnection("*.example", 443, Transport.TCP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AllowedConnection("example", 0, Transport.TCP))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Decision decide(String host, int port, Transport transport) {
        return guardian.decide(new AllowedConnection(host, port, transport));
    }
}
