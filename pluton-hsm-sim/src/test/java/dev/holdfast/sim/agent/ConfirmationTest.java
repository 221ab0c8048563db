package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Change;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when a device installs and confirms an update, and when it returns to the images before. */
class ConfirmationTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final SoftwareBehavior behavior = new SoftwareBehavior();
    private SmallGateway gateway;
    private Path chip;
    private ImagePackage good;
    private ImagePackage bad;

    @BeforeEach
    void a_chip_and_a_service_that_does_not_trust_the_bad_image() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")),
                directory.resolve("chips"),
                made -> {});
        chip = directory
                .resolve("chips")
                .resolve(batch.devices().getFirst().text().substring(0, 32));
        good = INSTALLATION.release(factory.application("toaster", "1.0", 1000));
        bad = INSTALLATION.release(factory.application("toaster", "2.0", 1000));
        gateway.verifier(evidence -> new SmallGateway.Appraisal(
                evidence.measurements().contains(bad.measure()) ? Outcome.UNTRUSTED : Outcome.TRUSTED, List.of()));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        gateway.stop();
    }

    @Test
    void an_attested_update_stays_on_trial_until_it_ran_for_a_while() throws Exception {
        gateway.deploy(7, good);
        Agent agent = start(Duration.ofDays(1));

        eventually(() -> agent.status().manifestVersion() == 7 && agent.status().state() == DeviceState.TRUSTED);
        off(agent);

        assertThat(gateway.reportedKinds()).doesNotContain(Kind.UPDATE_INSTALLED);
        assertThat(change()).isEqualTo(Change.INSTALLED);
    }

    @Test
    void a_staged_update_is_installed_when_its_window_opens() throws Exception {
        Instant opens = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
        InstallRules rules = new InstallRules(
                Optional.of(List.of(new InstallRules.Interval(opens, opens.plus(Duration.ofDays(1))))),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty());
        gateway.deploy(INSTALLATION.manifest(rules, 7, good), List.of(good));
        Agent agent = start(Duration.ofMillis(10));
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));

        assertThat(gateway.reports())
                .filteredOn(report -> report.kind() == Kind.UPDATE_INSTALLED)
                .allSatisfy(report -> assertThat(report.at()).isAfterOrEqualTo(opens));
        assertThat(agent.status().boots()).isEqualTo(2);
    }

    @Test
    void an_untrusted_update_is_confirmed_only_once_it_is_trusted() throws Exception {
        gateway.deploy(7, bad);
        Agent agent = start(Duration.ofMillis(10));
        eventually(() -> agent.status().manifestVersion() == 7 && agent.status().state() == DeviceState.UNTRUSTED);
        long attestations = agent.status().attestations();
        eventually(() -> agent.status().attestations() > attestations + 1);
        assertThat(agent.status().updatesInstalled()).isZero();

        gateway.answer(Outcome.TRUSTED);

        eventually(() -> agent.status().updatesInstalled() == 1);
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
        off(agent);
        assertThat(change()).isEqualTo(Change.NONE);
    }

    @Test
    void an_untrusted_update_is_given_up_for_the_next_one() throws Exception {
        gateway.deploy(7, bad);
        Agent agent = start(Duration.ofMillis(10));
        eventually(() -> agent.status().manifestVersion() == 7 && agent.status().state() == DeviceState.UNTRUSTED);

        gateway.deploy(8, good);

        eventually(() -> agent.status().updatesInstalled() == 1);
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
        assertThat(agent.status().returns()).isEqualTo(1);
        assertThat(updates())
                .containsExactly(
                        tuple(Kind.UPDATE_FAILED, "7", "stayed-untrusted"), tuple(Kind.UPDATE_INSTALLED, "8", ""));
    }

    @Test
    void a_crash_loop_returns_to_the_images_before_and_is_trusted() throws Exception {
        gateway.deploy(7, good);
        behavior.crashesAfter(Optional.of(Duration.ofMillis(500)));
        Agent agent = start(Duration.ofDays(1));

        eventually(() -> agent.status().returns() == 1
                && agent.status().state() == DeviceState.TRUSTED
                && gateway.reportedKinds().containsAll(List.of(Kind.UPDATE_FAILED, Kind.APP_CRASH)));

        int sets = gateway.sets.get();
        eventually(() -> gateway.sets.get() > sets + 2);
        assertThat(updates()).containsExactly(tuple(Kind.UPDATE_FAILED, "7", "did-not-boot"));
        assertThat(agent.status().manifestVersion()).isZero();
        assertThat(gateway.evidence().getLast().measurements()).doesNotContain(good.measure());
        assertThat(agent.status().boots())
                .as("one boot before, three on trial, one back")
                .isEqualTo(5);
    }

    /** Returns kind, version and error of each report about an update. */
    private List<Tuple> updates() {
        return gateway.reports().stream()
                .filter(report -> report.kind().isAboutUpdates())
                .map(report -> tuple(
                        report.kind(),
                        report.detail().get("manifestVersion"),
                        report.detail().getOrDefault("error", "")))
                .toList();
    }

    private Agent start(Duration confirmsAfter) throws IOException {
        Path authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
        Agent agent = new Agent(
                vertx,
                vertx.getOrCreateContext(),
                Mt3620.open(chip).pluton().deviceId(),
                chip,
                new AgentSettings(
                        GatewayEndpoint.at(gateway.uri(), authority),
                        new ActivityIntervals(
                                Duration.ofMillis(100),
                                Duration.ofMillis(300),
                                Duration.ofMillis(50),
                                Duration.ofMillis(200),
                                confirmsAfter,
                                Duration.ofMinutes(1)),
                        new DeviceClock(Clock.systemUTC(), Duration.ZERO),
                        new Link(NetworkQuality.PERFECT, new SplittableRandom(2)),
                        behavior,
                        Application.PLAIN,
                        DayTime.REAL,
                        new SplittableRandom(1)));
        agent.powerOn();
        return agent;
    }

    private static void off(Agent agent) throws Exception {
        agent.powerOff().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Boots the switched-off chip, and returns the outcome of its update. */
    private Change change() throws IOException {
        return ((BootOutcome.Booted) Mt3620.open(chip).boot()).change();
    }
}
