package dev.holdfast.sim.fleet;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.sim.scenario.ScenarioException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that all devices of a fleet attest, install an update and keep their state across a restart. */
@Execution(ExecutionMode.CONCURRENT)
class FleetTest {
    private static final int DEVICES = 25;
    private static final TestInstallation INSTALLATION = new TestInstallation();
    private static final Scenario BRISK = brisk("");

    @TempDir
    private Path directory;

    private Factory factory;
    private SmallGateway gateway;
    private Batch batch;
    private Path authority;

    @BeforeEach
    void a_batch_of_chips() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        batch = factory.manufacture(
                BatchOrder.of(DEVICES, INSTALLATION.keys(), "26.09", BRISK), directory.resolve("chips"), made -> {});
        authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void a_fleet_attests_and_takes_an_update() throws Exception {
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 1000));
        try (Fleet fleet = Fleet.load(directory.resolve("chips"), config())) {
            fleet.start();
            eventually(() -> fleet.status().count(DeviceState.TRUSTED) == DEVICES);

            gateway.deploy(4, application);

            eventually(() -> fleet.status().devices().stream().allMatch(device -> device.manifestVersion() == 4)
                    && fleet.status().count(DeviceState.TRUSTED) == DEVICES
                    && fleet.status().updatesInstalled() == DEVICES);
            assertThat(fleet.status().devices().stream().map(AgentStatus::device))
                    .containsExactlyElementsOf(batch.devices());
            assertThat(fleet.status().line()).contains(DEVICES + " devices: " + DEVICES + " trusted,");
            assertThat(fleet.status(batch.devices().getFirst())).isPresent();
            assertThat(gateway.foreignEvidence())
                    .as("each device shows its own keys, though all share one TLS context")
                    .isZero();
        }
    }

    @Test
    void a_restarted_fleet_is_the_same_fleet() throws Exception {
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 1000));
        gateway.deploy(4, application);
        try (Fleet fleet = Fleet.load(directory.resolve("chips"), config())) {
            fleet.start();
            eventually(() -> fleet.status().devices().stream().allMatch(device -> device.manifestVersion() == 4));
            fleet.stop();
            assertThat(fleet.status().count(DeviceState.OFF)).isEqualTo(DEVICES);
        }

        try (Fleet again = Fleet.load(directory.resolve("chips"), config())) {
            again.start();
            eventually(() -> again.status().count(DeviceState.TRUSTED) == DEVICES);
            assertThat(again.status().devices()).allMatch(device -> device.manifestVersion() == 4);
        }
    }

    @Test
    void a_directory_without_chips_is_an_error() {
        assertThatThrownBy(() -> Fleet.load(Files.createDirectories(directory.resolve("none")), config()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no chips");
    }

    @Test
    void a_gateways_address_is_checked() {
        assertThatThrownBy(() -> Fleet.load(
                        directory.resolve("chips"),
                        new FleetConfig(URI.create("http://localhost:1"), authority, BRISK)))
                .hasMessageContaining("https://host:port");
    }

    /**
     * Returns a scenario of 25 devices with short intervals.
     *
     * @param more further YAML keys
     */
    private static Scenario brisk(String more) {
        try {
            return Scenario.parse("brisk", """
                    name: brisk
                    description: For tests.
                    watch-for: Nothing.
                    devices: 25
                    start-within: PT0.2S
                    personas:
                      - name: brisk
                        poll-interval: PT0.5S
                        heartbeat-interval: PT2S
                        first-retry: PT0.1S
                        longest-retry: PT0.5S
                        confirms-after: PT0.1S
                    """ + more);
        } catch (ScenarioException e) {
            throw new AssertionError(e);
        }
    }

    private FleetConfig config() {
        return new FleetConfig(gateway.uri(), authority, BRISK);
    }
}
