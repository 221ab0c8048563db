package dev.holdfast.sim;

import static dev.holdfast.sim.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.InstallationKeys;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Runs every shipped scenario with a service and an operator that react as they should, so that all expectations are met. {@link
 * UnmetScenariosTest} runs scenarios without that.
 */
class ShippedScenariosTest extends ScenarioRuns {
    /** Time limit of a run that ends as soon as its expectations are met. */
    private static final String LIMIT = "PT5M";

    @Test
    void smoke() throws Exception {
        make("smoke", 5);

        assertThat(runScenario("smoke", 1, "--until-met", "--for", LIMIT)).isZero();
        gateway.answer(Outcome.OUTDATED);
        assertThat(runScenario("smoke", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void demo() throws Exception {
        make("demo", 20);

        assertThat(runScenario("demo", 1, "--until-met", "--for", LIMIT)).isZero();
    }

    @Test
    void unknown_chip() throws Exception {
        make("unknown-chip", 5);
        List<String> endorsed = new ArrayList<>(Files.readAllLines(directory.resolve("devices.txt")));
        String list = Files.readString(directory.resolve("endorsements.jws"));
        String payload = new String(
                java.util.Base64.getUrlDecoder().decode(list.split("\\.", -1)[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        endorsed.removeIf(id -> !payload.contains(id));

        gateway.acceptOnly(device -> endorsed.contains(device.text()));
        assertThat(runScenario("unknown-chip", 1, "--until-met", "--for", LIMIT))
                .isZero();
    }

    @Test
    void quiet_fleet() throws Exception {
        make("quiet-fleet", 20);

        assertThat(runScenario("quiet-fleet", 60, "--until-met", "--for", LIMIT))
                .isZero();
    }

    @Test
    void bad_release() throws Exception {
        Factory factory = make("bad-release", 10);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));

        CompletableFuture<Integer> run = start("bad-release", 5, "--until-met", "--for", LIMIT);
        eventually(() -> devices() == 10);
        gateway.deploy(1, application);

        assertThat(code(run)).isZero();
        assertThat(gateway.reportedKinds().stream().filter(Kind.UPDATE_INSTALLED::equals))
                .as("one in ten never confirms")
                .hasSizeLessThan(10);
        // The run can end before a device has reported its crashes and that it returned. It reports them at the next
        // start.
        CompletableFuture<Integer> again = start("bad-release", 5, "--for", "PT30S");
        eventually(() -> gateway.reportedKinds().containsAll(List.of(Kind.APP_CRASH, Kind.UPDATE_FAILED)));
        code(again);
    }

    @Test
    void a_clone() throws Exception {
        make("clone", 10);

        assertThat(runScenario("clone", 10, "--until-met", "--for", LIMIT)).isZero();
    }

    @Test
    void regional_outage() throws Exception {
        make("regional-outage", 10);

        assertThat(runScenario("regional-outage", 5, "--until-met", "--for", LIMIT))
                .isZero();
    }

    @Test
    void rolling_brownout() throws Exception {
        make("rolling-brownout", 8);

        assertThat(runScenario("rolling-brownout", 10, "--until-met", "--for", LIMIT))
                .isZero();
    }

    @Test
    void keystore_rotation() throws Exception {
        Factory factory = make("keystore-rotation", 10);
        TestInstallation rotated = installation.withNewKeystore();
        InstallationKeys keys = rotated.keys();
        List<ImagePackage> trust = factory.rotation(NEXT_OS, Factory.mt3620(), ImageSizes.SCALED_DOWN, keys);
        ImagePackage first = rotated.release(factory.application("toaster", "1.0", APPLICATION));
        ImagePackage second = rotated.release(factory.application("toaster", "1.1", APPLICATION));
        service.release(factory.osRelease(NEXT_OS));
        service.release(List.of(first, second));

        CompletableFuture<Integer> run = start("keystore-rotation", 15, "--until-met", "--for", LIMIT);
        eventually(() -> devices() >= 8);
        List<ImagePackage> all = new ArrayList<>(trust);
        all.add(first);
        gateway.deploy(installation.manifestOfBoth(rotated, 1, all.toArray(ImagePackage[]::new)), all);
        gateway.deployAfter(1, rotated.manifest(2, second), second);

        assertThat(code(run)).isZero();
        List<Evidence> evidence = gateway.evidence();
        assertThat(evidence.stream().filter(it -> it.measurements().contains(second.measure())))
                .as("the set after the rotation is signed with the new key, and only with it")
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.keystoreVersion())
                        .isEqualTo(trust.get(1).metadata().securityVersion()));
        assertThat(evidence)
                .as("never the new software with the old keys, nor the other way round")
                .allSatisfy(it -> assertThat(it.measurements()
                                .contains(factory.osRelease(NEXT_OS).getFirst().measure()))
                        .isEqualTo(
                                it.keystoreVersion() == trust.get(1).metadata().securityVersion()));
    }

    @Test
    void canary_halt() throws Exception {
        Factory factory = make("canary-halt", 10);
        ImagePackage first = released(factory, "1.0.0");
        ImagePackage second = released(factory, "2.0.0");

        CompletableFuture<Integer> run = start("canary-halt", 10, "--until-met", "--for", LIMIT);
        gateway.deploy(1, first);
        eventually(() -> reported(Kind.UPDATE_INSTALLED) == 10);
        DeviceId canary = gateway.evidence().getFirst().device();
        gateway.deployTo(canary, installation.manifest(2, second), second);

        assertThat(code(run)).isZero();
        gateway.deploy(1, first);
        // The run can end before the canary has reported that it returned. It reports at the next start.
        CompletableFuture<Integer> again = start("canary-halt", 10, "--for", "PT30S");
        eventually(() -> reported(Kind.UPDATE_FAILED) == 1);
        code(again);
        assertThat(gateway.evidence()).noneMatch(it -> it.measurements().contains(second.measure()));
    }

    @Test
    void rollback() throws Exception {
        Factory factory = make("rollback", 10);
        ImagePackage first = released(factory, "1.0.0");
        ImagePackage second = released(factory, "2.0.0");

        CompletableFuture<Integer> run = start("rollback", 10, "--until-met", "--for", LIMIT);
        gateway.deploy(1, first);
        eventually(() -> reported(Kind.UPDATE_INSTALLED) == 10);
        gateway.deploy(2, second);
        eventually(() -> reported(Kind.UPDATE_INSTALLED) == 20);
        gateway.deploy(3, first);

        assertThat(code(run)).isZero();
        assertThat(lastEvidence())
                .hasSize(10)
                .allSatisfy((device, last) -> assertThat(last.measurements())
                        .contains(first.measure())
                        .doesNotContain(second.measure()));
    }

    @Test
    void herd() throws Exception {
        make("herd", 20);

        assertThat(runScenario("herd", 5, "--until-met", "--for", LIMIT)).isZero();
    }

    @Test
    void offline_a_year() throws Exception {
        Factory factory = make("offline-a-year", 10);
        ImagePackage application = released(factory, "1.0.0");

        CompletableFuture<Integer> run = start("offline-a-year", 5, "--until-met", "--for", LIMIT);
        Instant monthsAgo = Instant.now().minus(Duration.ofDays(300));
        eventually(
                () -> gateway.reports().stream().anyMatch(report -> report.at().isBefore(monthsAgo)));
        gateway.deploy(1, application);

        assertThat(code(run)).isZero();
        assertThat(lastEvidence())
                .hasSize(10)
                .allSatisfy((device, last) -> assertThat(last.measurements()).contains(application.measure()));
    }

    @Test
    void field_units() throws Exception {
        Factory factory = make("field-units", 20);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));
        gateway.deploy(1, application);

        assertThat(runScenario("field-units", 20, "--until-met", "--for", LIMIT))
                .isZero();
    }

    private ImagePackage released(Factory factory, String version) {
        ImagePackage application = installation.release(factory.application("toaster-app", version, APPLICATION));
        service.release(List.of(application));
        return application;
    }

    /** Returns the last evidence of each device. */
    private Map<DeviceId, Evidence> lastEvidence() {
        return gateway.evidence().stream()
                .collect(Collectors.toMap(Evidence::device, evidence -> evidence, (earlier, later) -> later));
    }

    private long reported(Kind kind) {
        return gateway.reportedKinds().stream().filter(kind::equals).count();
    }
}
