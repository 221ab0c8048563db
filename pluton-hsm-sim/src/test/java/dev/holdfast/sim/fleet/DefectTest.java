package dev.holdfast.sim.fleet;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests the effect of each defect of an application at the gateway. A later version of the application is good. */
@Execution(ExecutionMode.CONCURRENT)
class DefectTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private SmallGateway gateway;
    private ImagePackage bad;
    private ImagePackage good;
    private Factory factory;

    @BeforeEach
    void a_gateway_and_two_versions_of_an_application() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        bad = INSTALLATION.release(factory.application("toaster", "1.1", 1000));
        good = INSTALLATION.release(factory.application("toaster", "1.2", 1000));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void an_application_that_does_not_boot_is_replaced_by_the_software_before() throws Exception {
        try (Fleet fleet = start("does-not-boot", "")) {
            eventually(() -> device(fleet).returns() == 1 && device(fleet).state() == DeviceState.TRUSTED);

            assertThat(failure())
                    .containsEntry("manifestVersion", "4")
                    .containsEntry("error", "did-not-boot")
                    .containsEntry("errorCode", "12");
            assertThat(device(fleet).manifestVersion()).isZero();
            assertThat(attestedBad()).isFalse();
            deployGood(fleet);
        }
    }

    @Test
    void an_application_that_fails_is_reported_with_its_code_and_changes_nothing() throws Exception {
        try (Fleet fleet = start("fails-with", "code: 2")) {
            assertThat(failure())
                    .containsEntry("manifestVersion", "4")
                    .containsEntry("error", "out-of-space")
                    .containsEntry("errorCategory", "7")
                    .containsEntry("errorCode", "2");
            assertThat(device(fleet).boots()).isEqualTo(1);
            deployGood(fleet);
        }
    }

    @Test
    void an_application_that_goes_silent_boots_and_connects_no_more() throws Exception {
        try (Fleet fleet = start("goes-silent", "")) {
            eventually(() -> device(fleet).manifestVersion() == 4 && gateway.openConnections() == 0);

            assertThat(device(fleet).state()).isEqualTo(DeviceState.PENDING);
            assertThat(attestedBad()).isFalse();
        }
    }

    @Test
    void an_application_that_attests_wrongly_is_refused() throws Exception {
        try (Fleet fleet = start("attests-wrongly", "")) {
            eventually(
                    () -> device(fleet).manifestVersion() == 4 && device(fleet).state() == DeviceState.REFUSED);

            assertThat(gateway.unknownNonces()).isPositive();
            assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_INSTALLED);
        }
    }

    @Test
    void an_application_that_crashes_now_and_then_is_reported() throws Exception {
        try (Fleet fleet = start("crashes-at", "rate: 2400")) {
            eventually(() -> gateway.reportedKinds().stream()
                            .filter(Kind.APP_CRASH::equals)
                            .count()
                    >= 2);
            gateway.deploy(5, good);

            eventually(() -> device(fleet).manifestVersion() == 5);
        }
    }

    private void deployGood(Fleet fleet) {
        gateway.deploy(5, good);
        eventually(() -> device(fleet).manifestVersion() == 5 && device(fleet).updatesInstalled() == 1);
    }

    /** Waits for the first report of a failed update. */
    private Map<String, String> failure() {
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_FAILED));
        return gateway.reports().stream()
                .filter(report -> report.kind() == Kind.UPDATE_FAILED)
                .map(DeviceReport::detail)
                .findFirst()
                .orElseThrow();
    }

    private boolean attestedBad() {
        return gateway.evidence().stream()
                .map(Evidence::measurements)
                .anyMatch(measured -> measured.contains(bad.measure()));
    }

    /** Runs one device, and deploys an application with a defect. */
    private Fleet start(String fault, String parameters) throws Exception {
        Scenario scenario = Scenario.parse(fault, """
                name: %s
                description: For tests.
                watch-for: Nothing.
                devices: 1
                start-within: PT0S
                personas:
                  - name: brisk
                    poll-interval: PT0.3S
                    heartbeat-interval: PT2S
                    first-retry: PT0.1S
                    longest-retry: PT0.5S
                    confirms-after: PT0.3S
                faults:
                  - fault: %s
                    image: toaster 1.1
                    devices: 1
                    %s
                """.formatted(fault, fault, parameters));
        factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", scenario), directory.resolve("chips"), made -> {});
        Path authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
        gateway.deploy(4, bad);
        Fleet fleet = Fleet.load(directory.resolve("chips"), new FleetConfig(gateway.uri(), authority, scenario));
        fleet.start();
        return fleet;
    }

    private static AgentStatus device(Fleet fleet) {
        return fleet.status().devices().getFirst();
    }
}
