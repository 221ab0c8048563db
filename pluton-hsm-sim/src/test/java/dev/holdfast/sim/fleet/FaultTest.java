package dev.holdfast.sim.fleet;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.ReadyToShip;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests the effect of each fault at the gateway. */
@Execution(ExecutionMode.CONCURRENT)
class FaultTest {
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
    void a_tampered_component_has_an_unreleased_measurement() throws Exception {
        try (Fleet fleet = start("tampered-component", "component: RootFs")) {
            Measurement rootFs = measured(fleet, ImageType.ROOT_FS);

            assertThat(factory.osRelease("26.09").stream().map(ImagePackage::measuredDigest))
                    .doesNotContain(rootFs.digest())
                    .contains(measured(fleet, ImageType.NORMAL_WORLD_KERNEL).digest());
        }
    }

    @Test
    void a_rolled_back_component_is_measured_as_the_older_release() throws Exception {
        try (Fleet fleet = start("rolled-back-component", "release: \"26.08\"")) {
            Measurement kernel = measured(fleet, ImageType.NORMAL_WORLD_KERNEL);

            assertThat(factory.osRelease("26.08").stream().map(ImagePackage::measure))
                    .contains(kernel);
            assertThat(kernel.securityVersion())
                    .isLessThan(measured(fleet, ImageType.ROOT_FS).securityVersion());
        }
    }

    @Test
    void changed_bytes_in_flash_prevent_the_boot() throws Exception {
        try (Fleet fleet = start("tampered-component", "component: RootFs\n    by: stranger")) {
            eventually(() -> device(fleet).state() == DeviceState.DEAD);

            assertThat(device(fleet).lastError())
                    .hasValueSatisfying(error -> assertThat(error).contains("RootFs"));
            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void a_component_below_the_fuses_prevents_the_boot() throws Exception {
        try (Fleet fleet = start("rolled-back-component", "release: \"26.08\"\n    fuses: burnt")) {
            eventually(() -> device(fleet).state() == DeviceState.DEAD);

            assertThat(device(fleet).lastError())
                    .hasValueSatisfying(error -> assertThat(error).contains("NormalWorldKernel", "below the fuses"));
            assertThat(gateway.requests()).isEmpty();
        }
    }

    @Test
    void an_installed_capability_is_in_the_evidence_and_prevents_shipping() throws Exception {
        try (Fleet fleet = start("capability-left-installed", "capability: field-servicing")) {
            assertThat(evidence(fleet).capabilities()).containsExactly(13);
            eventually(() -> device(fleet).polls() >= 1);
            gateway.deploy(4, application());

            eventually(() -> device(fleet).manifestVersion() == 4);
        }
        assertThat(check("capabilities")).isEqualTo(new ReadyToShip.Check("capabilities", false, "none", "[13]"));
    }

    @Test
    void with_application_development_cloud_applications_are_refused() throws Exception {
        gateway.deploy(4, application());
        try (Fleet fleet = start("capability-left-installed", "")) {
            eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_FAILED));

            assertThat(evidence(fleet).capabilities()).containsExactly(11);
            assertThat(gateway.reports())
                    .filteredOn(report -> report.kind() == Kind.UPDATE_FAILED)
                    .singleElement()
                    .satisfies(report -> assertThat(report.detail())
                            .containsEntry("error", "application-development")
                            .containsEntry("manifestVersion", "4"));
            assertThat(device(fleet).manifestVersion()).isZero();
        }
        assertThat(check("capabilities").passed()).isFalse();
    }

    /** Returns one check of the device before shipping. */
    private ReadyToShip.Check check(String name) throws Exception {
        Path chip = new ChipFolder(directory.resolve("chips"))
                .chip(new ChipFolder(directory.resolve("chips")).devices().getFirst());
        return new ReadyToShip("26.09", ImageSizes.SCALED_DOWN, Set.of())
                .check(Mt3620.open(chip)).stream()
                        .filter(check -> check.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_fault_can_repeat() throws Exception {
        try (Fleet fleet = start("network-outage", "at: PT2S\n    for: PT1S\n    again-after: PT3S")) {
            for (int outage = 0; outage < 3; outage++) {
                eventually(() -> device(fleet).lastError().orElse("").contains("no network"));
                eventually(() -> device(fleet).lastError().isEmpty());
            }
            assertThat(device(fleet).boots()).isEqualTo(1);
        }
    }

    @Test
    void the_evidence_of_a_debug_unlocked_part_reports_it() throws Exception {
        try (Fleet fleet = start("debug-unlocked", "")) {
            assertThat(evidence(fleet).debugState()).isEqualTo(DebugState.ENABLED);
        }
    }

    @Test
    void an_unknown_chip_is_made_and_not_endorsed() throws Exception {
        Batch batch = make(scenario("unknown-chip", ""));

        assertThat(batch.devices()).hasSize(1);
        assertThat(batch.endorsed()).isEmpty();
    }

    @Test
    void the_boot_counter_of_a_cloned_identity_goes_back() throws Exception {
        try (Fleet fleet = start("cloned-identity", "restart-every: PT1S")) {
            eventually(() -> goesBack(gateway.evidence()));

            assertThat(gateway.evidence().stream().map(Evidence::device).distinct())
                    .hasSize(1);
            assertThat(fleet.status().clones())
                    .singleElement()
                    .satisfies(clone ->
                            assertThat(clone.device()).isEqualTo(device(fleet).device()));
        }
        assertThat(directory.resolve("chips")).isDirectoryNotContaining("glob:**.clone-*");
    }

    private static boolean goesBack(List<Evidence> all) {
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).bootCount() < all.get(i - 1).bootCount()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void replayed_evidence_has_a_used_nonce() throws Exception {
        gateway.answer(dev.holdfast.contract.device.AttestResponse.Outcome.UNTRUSTED);
        try (Fleet fleet = start("replayed-evidence", "")) {
            eventually(() -> gateway.unknownNonces() > 0 && device(fleet).state() == DeviceState.REFUSED);

            List<Evidence> all = gateway.evidence();
            assertThat(all.getLast().nonce()).isEqualTo(all.get(all.size() - 2).nonce());
        }
    }

    @Test
    void evidence_over_a_wrong_nonce_is_signed_but_refused() throws Exception {
        try (Fleet fleet = start("wrong-nonce", "")) {
            eventually(() -> gateway.unknownNonces() >= 2);

            assertThat(device(fleet).state()).isEqualTo(DeviceState.REFUSED);
            assertThat(device(fleet).lastError())
                    .as("the service responded with an error")
                    .hasValueSatisfying(error -> assertThat(error).endsWith("(23/4)"));
            assertThat(gateway.evidence().stream().map(Evidence::nonce)).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_device_with_a_stale_clock_is_trusted_and_reports_with_wrong_times() throws Exception {
        try (Fleet fleet = start("stale-clock", "behind: P3650D")) {
            Instant year = Instant.now().minus(Duration.ofDays(365));
            eventually(() -> device(fleet).state() == DeviceState.TRUSTED
                    && gateway.reports().stream().anyMatch(report -> report.at().isBefore(year)));
        }
    }

    @Test
    void a_crash_loop_begins_with_the_update_and_ends_with_a_return() throws Exception {
        try (Fleet fleet = start("crash-loop", "after: PT0.3S")) {
            eventually(() -> device(fleet).polls() >= 2);
            assertThat(gateway.reportedKinds()).doesNotContain(Kind.APP_CRASH);

            gateway.deploy(4, application());

            eventually(() -> crashes() >= 2);
            eventually(() -> device(fleet).returns() == 1 && device(fleet).state() == DeviceState.TRUSTED);
            assertThat(device(fleet).manifestVersion()).isZero();
        }
    }

    private long crashes() {
        return gateway.reportedKinds().stream().filter(Kind.APP_CRASH::equals).count();
    }

    @Test
    void an_update_that_is_never_confirmed_is_attested_and_not_reported() throws Exception {
        ImagePackage application = application();
        gateway.deploy(4, application);
        try (Fleet fleet = start("never-confirms", "")) {
            eventually(() -> gateway.evidence().stream()
                    .anyMatch(evidence -> evidence.measurements().contains(application.measure())));
            long polls = device(fleet).polls();
            eventually(() -> device(fleet).polls() > polls + 2);

            assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_INSTALLED, Kind.UPDATE_FAILED);
        }
    }

    @Test
    void a_network_outage_ends_connections_and_the_device_comes_back() throws Exception {
        try (Fleet fleet = start("network-outage", "at: PT3S\n    for: PT3S\n    again-after: PT3S")) {
            eventually(() -> device(fleet).state() == DeviceState.TRUSTED);
            eventually(() ->
                    device(fleet).lastError().orElse("").contains("no network") && gateway.openConnections() == 0);
            long polls = device(fleet).polls();

            eventually(() -> device(fleet).polls() > polls);
        }
    }

    @Test
    void a_flapping_network_makes_many_handshakes() throws Exception {
        try (Fleet fleet = start("flapping-network", "up: PT1S\n    down: PT0.1S")) {
            eventually(() -> gateway.handshakes() >= 5 && device(fleet).polls() >= 2);

            assertThat(device(fleet).boots()).isEqualTo(1);
        }
    }

    @Test
    void a_slow_link_delays_the_evidence() throws Exception {
        try (Fleet fleet = start("slow-link", "latency: PT0.2S\n    kbit-per-second: 64")) {
            eventually(() -> device(fleet).state() == DeviceState.TRUSTED);

            assertThat(gateway.shortestAttestationMillis())
                    .as("the nonce went out, the evidence came in: one way each")
                    .isGreaterThanOrEqualTo(400);
        }
    }

    @Test
    void a_half_open_connection_stays_silent() throws Exception {
        try (Fleet fleet = start("half-open-connections", "at: PT5S\n    for: PT5S\n    again-after: PT5S")) {
            eventually(() -> device(fleet).polls() >= 1);
            eventually(new Silence());

            assertThat(gateway.openConnections()).isPositive();
            assertThat(device(fleet).state()).isEqualTo(DeviceState.TRUSTED);
        }
        eventually(() -> gateway.openConnections() == 0);
    }

    /**
     * Is true when 100 checks in a row found an open connection and no new request. The checks take at least 1 s, and a device polls every
     * 0.3 s.
     */
    private final class Silence implements BooleanSupplier {
        private int requests;
        private int quietLooks;

        @Override
        public boolean getAsBoolean() {
            int now = gateway.requests().size();
            quietLooks = now == requests && gateway.openConnections() > 0 ? quietLooks + 1 : 0;
            requests = now;
            return quietLooks >= 100;
        }
    }

    @Test
    void power_cuts_increase_boot_counters() throws Exception {
        try (Fleet fleet = start("power-cuts", "every: PT1S\n    off: PT0.1S")) {
            eventually(() -> device(fleet).boots() >= 3 && gateway.evidence().size() >= 2);

            assertThat(goesBack(gateway.evidence())).isFalse();
            assertThat(gateway.unknownNonces()).isZero();
        }
    }

    private ImagePackage application() {
        return INSTALLATION.release(factory.application("toaster", "1.0", 1000));
    }

    /**
     * Runs one device with a fault.
     *
     * @param parameters further YAML keys of the fault
     */
    private Fleet start(String fault, String parameters) throws Exception {
        Scenario scenario = scenario(fault, parameters);
        make(scenario);
        Path authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
        Fleet fleet = Fleet.load(directory.resolve("chips"), new FleetConfig(gateway.uri(), authority, scenario));
        fleet.start();
        return fleet;
    }

    private Batch make(Scenario scenario) throws Exception {
        return factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", scenario), directory.resolve("chips"), made -> {});
    }

    private static Scenario scenario(String fault, String parameters) throws Exception {
        return Scenario.parse(fault, """
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
                    confirms-after: PT0.5S
                faults:
                  - fault: %s
                    devices: 1
                    %s
                """.formatted(fault, fault, parameters));
    }

    private static AgentStatus device(Fleet fleet) {
        return fleet.status().devices().getFirst();
    }

    /** Waits for the first evidence of the device. */
    private Evidence evidence(Fleet fleet) throws InterruptedException {
        DeviceId device = device(fleet).device();
        eventually(() -> !gateway.evidence().isEmpty());
        Evidence first = gateway.evidence().getFirst();
        assertThat(first.device()).isEqualTo(device);
        return first;
    }

    private Measurement measured(Fleet fleet, ImageType type) throws InterruptedException {
        return evidence(fleet).measurements().stream()
                .filter(measurement -> measurement.type() == type)
                .findFirst()
                .orElseThrow();
    }
}
