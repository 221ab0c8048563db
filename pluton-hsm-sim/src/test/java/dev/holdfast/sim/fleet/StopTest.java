package dev.holdfast.sim.fleet;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that a fleet stops at any time within the time limit of {@link Fleet#stop}. */
@Execution(ExecutionMode.CONCURRENT)
class StopTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final int DEVICES = 16;

    @TempDir
    private Path directory;

    private Factory factory;
    private SmallGateway gateway;
    private Path authority;

    @BeforeEach
    void a_gateway() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void a_fleet_with_all_faults_stops_at_any_time_and_restarts() throws Exception {
        Scenario wild = wild();
        factory.manufacture(
                BatchOrder.of(DEVICES, INSTALLATION.keys(), "26.09", wild), directory.resolve("chips"), made -> {});
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 1000));
        gateway.deploy(1, application);

        // Numbers of requests after which the fleet stops.
        for (int more : new int[] {0, 0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 0, 1, 8, 34}) {
            int enough = gateway.requests().size() + more;
            Fleet fleet = Fleet.load(directory.resolve("chips"), new FleetConfig(gateway.uri(), authority, wild));
            fleet.start();
            eventually(() -> gateway.requests().size() >= enough);
            fleet.stop();

            assertThat(fleet.status().count(DeviceState.OFF)).isEqualTo(DEVICES);
            assertThat(directory.resolve("chips")).isDirectoryNotContaining("glob:**.clone-*");
            eventually(() -> gateway.openConnections() == 0);
        }
    }

    @Test
    void queued_connections_do_not_open_after_the_fleet_stops() throws Exception {
        Scenario dead = Scenario.parse("slow", head(200) + """
                    network: {latency: PT20S}
                """);
        factory.manufacture(
                BatchOrder.of(200, INSTALLATION.keys(), "26.09", dead), directory.resolve("chips"), made -> {});
        Fleet fleet = Fleet.load(directory.resolve("chips"), new FleetConfig(gateway.uri(), authority, dead));
        fleet.start();
        eventually(() -> fleet.status().count(DeviceState.PENDING) == 200);

        fleet.stop();

        assertThat(gateway.handshakes()).isZero();
        eventually(() -> gateway.openConnections() == 0);
    }

    /** Returns a scenario in which almost every device has a fault that begins at once. */
    private static Scenario wild() throws Exception {
        StringBuilder faults = new StringBuilder("faults:\n");
        for (String fault : new String[] {
            "cloned-identity, restart-every: PT0.1S",
            "replayed-evidence",
            "wrong-nonce",
            "stale-clock",
            "crash-loop, after: PT0.1S",
            "network-outage, at: PT0.1S, for: PT0.05S, again-after: PT0.05S",
            "flapping-network, up: PT0.2S, down: PT0.1S",
            "flapping-network, up: PT0.1S, down: PT0.1S",
            "slow-link, latency: PT0.2S, kbit-per-second: 20",
            "half-open-connections",
            "half-open-connections, at: PT0.1S, for: PT0.1S, again-after: PT0.1S",
            "power-cuts, every: PT0.3S, off: PT0.1S",
            "power-cuts, every: PT0.1S, off: PT0.1S"
        }) {
            faults.append("  - {devices: 1, fault: ").append(fault).append("}\n");
        }
        return Scenario.parse("wild", head(DEVICES) + faults);
    }

    private static String head(int devices) {
        return """
                name: wild
                description: For tests.
                watch-for: Nothing.
                devices: %d
                start-within: PT0.1S
                personas:
                  - name: brisk
                    poll-interval: PT0.1S
                    heartbeat-interval: PT0.2S
                    first-retry: PT0.05S
                    longest-retry: PT0.1S
                """.formatted(devices);
    }
}
