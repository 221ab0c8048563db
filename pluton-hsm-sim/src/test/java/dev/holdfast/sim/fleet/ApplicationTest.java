package dev.holdfast.sim.fleet;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.guardian.Health;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.sim.sdk.ApplicationFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests what applications request of their device: deferred updates, power down, and connections of guarded equipment. Scenarios set the
 * requests, and the gateway receives the reports.
 */
@Execution(ExecutionMode.CONCURRENT)
class ApplicationTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private Factory factory;
    private SmallGateway gateway;

    @BeforeEach
    void a_gateway() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void an_application_update_is_pending_deferred_final_and_complete_in_this_order() throws Exception {
        gateway.deploy(4, INSTALLATION.release(factory.application("toaster", "1.0", 1000)));
        try (Fleet fleet = start("day-lasts: PT10S", "defers-updates: PT13H")) {
            eventually(() -> statuses().contains("COMPLETE"));

            assertThat(statuses())
                    .as("13 h, and the rest of the 24 h that a device may wait")
                    .containsExactly("PENDING", "DEFERRED", "PENDING", "DEFERRED", "FINAL", "COMPLETE");
            assertThat(kinds()).containsOnly("APPLICATION");
            eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
            assertThat(device(fleet).deferrals()).isEqualTo(2);
            assertThat(device(fleet).manifestVersion()).isEqualTo(4);
            assertThat(gateway.states()).contains("DEFERRED");
        }
    }

    @Test
    void the_packed_sample_application_is_installed_and_measured() throws Exception {
        ImagePackage sample =
                ApplicationFolder.read(Path.of("../samples/hello/approot")).pack(Instant.EPOCH);
        ImagePackage released = INSTALLATION.release(sample);
        gateway.deploy(4, released);
        try (Fleet fleet = start("", "")) {
            eventually(() -> device(fleet).manifestVersion() == 4);
            eventually(() -> gateway.evidence().getLast().measurements().contains(released.measure()));
        }
    }

    @Test
    void a_system_update_waits_at_most_a_day_and_then_reboots() throws Exception {
        List<ImagePackage> release = factory.osRelease("26.10");
        gateway.deploy(4, release.toArray(ImagePackage[]::new));
        Instant deployed = Instant.now();
        try (Fleet fleet = start("day-lasts: PT12S", "defers-updates: PT23H")) {
            eventually(() -> statuses().contains("DEFERRED"));
            assertThat(device(fleet).manifestVersion()).isZero();

            eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
            assertThat(Instant.now()).isAfter(deployed.plusSeconds(11));
            eventually(() -> statuses().contains("FINAL"));
            assertThat(statuses()).endsWith("FINAL").doesNotContain("COMPLETE");
            assertThat(kinds()).containsOnly("SYSTEM");
            assertThat(gateway.evidence().getLast().measurements())
                    .containsAll(release.stream().map(ImagePackage::measure).toList());
        }
    }

    @Test
    void the_alarm_wakes_a_powered_down_device_with_a_cold_boot() throws Exception {
        try (Fleet fleet = start("", "powers-down: {after: PT1S, for: PT1S}")) {
            eventually(() -> device(fleet).state() == DeviceState.ASLEEP);
            assertThat(device(fleet).powerDowns()).isPositive();
            eventually(() -> gateway.openConnections() == 0);

            eventually(
                    () -> device(fleet).powerDowns() >= 2 && gateway.evidence().size() >= 2);
            long last = gateway.evidence().getLast().bootCount();
            assertThat(last).isGreaterThan(gateway.evidence().getFirst().bootCount());
        }
    }

    @Test
    void a_device_that_waits_to_install_an_update_does_not_power_down() throws Exception {
        gateway.deploy(4, INSTALLATION.release(factory.application("toaster", "1.0", 1000)));
        try (Fleet fleet =
                start("day-lasts: PT10S", "defers-updates: PT24H\n    powers-down: {after: PT4S, for: PT1S}")) {
            eventually(() -> statuses().contains("PENDING"));

            long before = device(fleet).powerDowns();
            List<AgentStatus> waiting = new ArrayList<>();
            eventually(() -> {
                AgentStatus now = device(fleet);
                return now.manifestVersion() == 4 || !waiting.add(now);
            });
            assertThat(waiting)
                    .allSatisfy(status -> assertThat(status.powerDowns()).isEqualTo(before));
            eventually(() -> device(fleet).powerDowns() > before);
        }
    }

    @Test
    void a_guardian_reports_its_equipment_and_refuses_unlisted_connections() throws Exception {
        try (Fleet fleet = start("", guards("""
                asks:
                        - {host: broker.example, port: 8883}
                        - {host: elsewhere.example, port: 23}"""))) {
            eventually(() -> !guardianReports().isEmpty());

            assertThat(guardianReports().getFirst().detail())
                    .containsEntry("manufacturer", "Acme")
                    .containsEntry("model", "Press 9")
                    .containsEntry("serialNumber", device(fleet).device().shortText())
                    .containsEntry("allowedConnections", "1")
                    .containsEntry("health", "SUSPICIOUS")
                    .containsEntry("lastRefused", "TCP elsewhere.example:23");
            assertThat(device(fleet).equipment()).contains(Health.SUSPICIOUS);
        }
    }

    @Test
    void equipment_without_requests_is_reported_as_silent() throws Exception {
        try (Fleet fleet = start("", guards("silent-after: PT0.5S"))) {
            eventually(() -> device(fleet).equipment().equals(java.util.Optional.of(Health.SILENT)));
        }
    }

    /** Returns a persona that guards equipment, with more keys of {@code guards}. */
    private static String guards(String more) {
        return """
                guards:
                      manufacturer: Acme
                      model: Press 9
                      firmware: "1.4"
                      asks-every: PT0.2S
                      allowed:
                        - {host: broker.example, port: 8883}
                      %s""".formatted(more);
    }

    private List<DeviceReport> guardianReports() {
        return gateway.reports().stream()
                .filter(report -> "guardian".equals(report.detail().get("event")))
                .toList();
    }

    /** Returns the status of each reported update event, in order. */
    private List<String> statuses() {
        return updates()
                .map(report -> report.detail().getOrDefault("status", ""))
                .toList();
    }

    /** Returns the kind of update of each reported update event. */
    private List<String> kinds() {
        return updates()
                .map(report -> report.detail().getOrDefault("update", ""))
                .toList();
    }

    private java.util.stream.Stream<DeviceReport> updates() {
        return gateway.reports().stream()
                .filter(report -> "update".equals(report.detail().get("event")));
    }

    /**
     * Runs a fleet of one device.
     *
     * @param day additional keys of the scenario
     * @param persona additional keys of the persona
     */
    private Fleet start(String day, String persona) throws Exception {
        Scenario scenario = Scenario.parse("application", """
                name: application
                description: For tests.
                watch-for: Nothing.
                devices: 1
                start-within: PT0S
                %s
                personas:
                  - name: brisk
                    poll-interval: PT0.3S
                    heartbeat-interval: PT1S
                    first-retry: PT0.1S
                    longest-retry: PT0.5S
                    confirms-after: PT0.5S
                    %s
                """.formatted(day, persona));
        factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", scenario), directory.resolve("chips"), made -> {});
        Path authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
        Fleet fleet = Fleet.load(directory.resolve("chips"), new FleetConfig(gateway.uri(), authority, scenario));
        fleet.start();
        return fleet;
    }

    private static AgentStatus device(Fleet fleet) {
        return fleet.status().devices().getFirst();
    }
}
