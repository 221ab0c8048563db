package dev.holdfast.sim.agent;

import static dev.holdfast.sim.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.factory.Batch;
import dev.holdfast.sim.factory.BatchOrder;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.mt3620.FlashWear;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the software of a simulated device (the agent) against a {@link SmallGateway}: attestation, polls, updates and reports. */
@Execution(ExecutionMode.CONCURRENT)
class AgentTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();
    private SmallGateway gateway;
    private Factory factory;
    private Path chipDirectory;
    private GatewayEndpoint endpoint;

    @BeforeEach
    void a_gateway_and_a_chip() throws Exception {
        gateway = new SmallGateway(INSTALLATION);
        Path authority = Files.writeString(directory.resolve("ca.pem"), INSTALLATION.rootPem());
        endpoint = GatewayEndpoint.at(gateway.uri(), authority);
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")),
                directory.resolve("chips"),
                made -> {});
        chipDirectory = directory
                .resolve("chips")
                .resolve(batch.devices().getFirst().text().substring(0, 32));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
        gateway.stop();
    }

    @Test
    void a_trusted_device_attests_polls_and_reports_over_pluton_keys() throws Exception {
        Agent agent = start();

        eventually(() -> agent.status().state() == DeviceState.TRUSTED
                && agent.status().polls() >= 2
                && gateway.reportedKinds().contains(Kind.APP_EVENT)
                && agent.status().reportsWaiting() == 0);

        assertThat(gateway.evidence.getFirst().device())
                .isEqualTo(agent.status().device());
        assertThat(agent.status().lastError()).isEmpty();
    }

    @Test
    void a_part_with_psa_evidence_gets_its_certificates() throws Exception {
        Scenario smoke = Scenario.named("smoke");
        Path chips = directory.resolve("psa");
        Batch batch = factory.manufacture(
                new BatchOrder(
                        FleetPlan.of(smoke, smoke.seed(), 1),
                        Profiles.text("imx8"),
                        INSTALLATION.keys(),
                        "26.09",
                        ImageSizes.SCALED_DOWN,
                        Optional.empty()),
                chips,
                made -> {});
        chipDirectory = chips.resolve(batch.devices().getFirst().text().substring(0, 32));

        Agent agent = start();

        eventually(() -> agent.status().state() == DeviceState.TRUSTED
                && agent.status().polls() >= 2
                && gateway.reportedKinds().contains(Kind.APP_EVENT));
        Evidence evidence = gateway.evidence.getFirst();
        assertThat(evidence.kind()).isEqualTo(EvidenceKind.PSA);
        assertThat(evidence.device()).isEqualTo(agent.status().device());
        assertThat(evidence.measurements())
                .extracting(Measurement::type)
                .contains(ImageType.NORMAL_WORLD_KERNEL, ImageType.ROOT_FS);
    }

    @Test
    void an_update_is_reported_only_after_its_boot_is_attested() throws Exception {
        Agent agent = start();
        eventually(() -> agent.status().polls() >= 1);
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 3000));

        gateway.deploy(7, application);

        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
        assertThat(gateway.evidence.getLast().measurements()).contains(application.measure());
        assertThat(gateway.evidence.getLast().bootCount()).isEqualTo(2);
        assertThat(gateway.reports.values())
                .filteredOn(report -> report.kind() == Kind.UPDATE_INSTALLED)
                .singleElement()
                .satisfies(report -> assertThat(report.detail()).containsEntry("manifestVersion", "7"));
        assertThat(agent.status().manifestVersion()).isEqualTo(7);
        assertThat(agent.status().updatesInstalled()).isEqualTo(1);
    }

    @Test
    void a_set_with_the_images_in_use_is_taken_once_and_restarts_nothing() throws Exception {
        ImagePackage application = INSTALLATION.release(factory.application("toaster", "1.0", 3000));
        gateway.deploy(7, application);
        Agent agent = start();
        eventually(() -> agent.status().manifestVersion() == 7 && agent.status().state() == DeviceState.TRUSTED);
        int sets = gateway.sets.get();

        gateway.offer(INSTALLATION.manifest(8, application));

        eventually(() -> gateway.sets.get() > sets);
        long polls = agent.status().polls();
        eventually(() -> agent.status().polls() >= polls + 3);
        assertThat(gateway.sets).hasValue(sets + 1);
        assertThat(agent.status().updatesInstalled()).isEqualTo(1);
        assertThat(gateway.evidence.getLast().bootCount()).isEqualTo(2);
    }

    @Test
    void a_refused_update_is_reported_once() throws Exception {
        Agent agent = start();
        gateway.offer(TestInstallation.manifest(3, Duration.ofDays(1), new TestInstallation.Signer()));

        eventually(() -> agent.status().polls() >= 3 && gateway.reportedKinds().contains(Kind.UPDATE_FAILED));

        assertThat(gateway.reports.values())
                .filteredOn(report -> report.kind() == Kind.UPDATE_FAILED)
                .singleElement()
                .satisfies(report -> assertThat(report.detail())
                        .containsEntry("error", "manifest-not-trusted")
                        .containsEntry("errorCategory", "7")
                        .containsEntry("errorCode", "31")
                        .containsEntry("manifestVersion", "0"));
        assertThat(agent.status().manifestVersion()).isZero();
    }

    @Test
    void reports_survive_outages_and_power_cuts() throws Exception {
        DeviceReport report = new DeviceReport(UUID.randomUUID(), Instant.now(), Kind.APP_CRASH, Map.of("exit", "11"));
        ReportQueue.open(chipDirectory.resolve("reports")).add(report);
        gateway.outagesLeft.set(6);

        Agent agent = start();

        eventually(() -> gateway.reports.containsKey(report.id()));
        assertThat(gateway.reports.get(report.id())).isEqualTo(report);
        eventually(() -> agent.status().reportsWaiting() == 0);
        await(agent.powerOff());
        // Newer reports may wait.
        assertThat(ReportQueue.open(chipDirectory.resolve("reports")).oldest(false))
                .isNotEqualTo(Optional.of(report));
    }

    @Test
    void an_untrusted_device_keeps_the_reason_and_gets_no_certificate() throws Exception {
        gateway.outcome = Outcome.UNTRUSTED;
        Agent agent = start();

        eventually(() -> agent.status().attestations() >= 2);

        assertThat(agent.status().state()).isEqualTo(DeviceState.UNTRUSTED);
        assertThat(agent.status().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("measurement-unknown"));
        assertThat(gateway.requests).containsOnly("challenge", "attest", "update");
    }

    @Test
    void an_untrusted_device_gets_the_software_of_its_group_and_becomes_trusted() throws Exception {
        ImagePackage repaired = INSTALLATION.release(factory.application("toaster", "1.1", 3000));
        gateway.verifier(evidence -> new SmallGateway.Appraisal(
                evidence.measurements().contains(repaired.measure()) ? Outcome.TRUSTED : Outcome.UNTRUSTED, List.of()));
        gateway.deploy(5, repaired);

        Agent agent = start();

        eventually(() -> agent.status().state() == DeviceState.TRUSTED);
        assertThat(agent.status().manifestVersion()).isEqualTo(5);
        eventually(() -> gateway.reportedKinds().contains(Kind.UPDATE_INSTALLED));
    }

    @Test
    void an_untrusted_device_whose_repair_is_refused_stays_untrusted() throws Exception {
        gateway.outcome = Outcome.UNTRUSTED;
        gateway.refusesRepair = true;
        Agent agent = start();

        eventually(() -> gateway.requests.contains("update") && agent.status().attestations() >= 2);

        assertThat(agent.status().state()).isEqualTo(DeviceState.UNTRUSTED);
    }

    @Test
    void a_repair_that_is_refused_at_first_is_retried_without_another_attestation() throws Exception {
        ImagePackage repaired = INSTALLATION.release(factory.application("toaster", "1.1", 3000));
        gateway.verifier(evidence -> new SmallGateway.Appraisal(
                evidence.measurements().contains(repaired.measure()) ? Outcome.TRUSTED : Outcome.UNTRUSTED, List.of()));
        gateway.deploy(5, repaired);
        gateway.refusesRepair = true;
        Link link = new Link(NetworkQuality.PERFECT, new SplittableRandom(2));
        Agent agent = start(link, new SoftwareBehavior(), Duration.ZERO, Duration.ofMinutes(1));
        eventually(() -> gateway.requests.contains("update"));

        gateway.refusesRepair = false;

        eventually(() -> agent.status().state() == DeviceState.TRUSTED);
        assertThat(gateway.evidence).as("one for each boot").hasSize(2);
    }

    @Test
    void an_untrusted_device_that_resists_repair_requests_no_software() throws Exception {
        gateway.outcome = Outcome.UNTRUSTED;
        SoftwareBehavior behavior = new SoftwareBehavior();
        behavior.repairsItself(false);
        Agent agent = start(new Link(NetworkQuality.PERFECT, new SplittableRandom(2)), behavior, Duration.ZERO);

        eventually(() -> agent.status().attestations() >= 2);

        assertThat(gateway.requests).containsOnly("challenge", "attest");
    }

    @Test
    void an_outdated_device_only_updates_itself() throws Exception {
        gateway.outcome = Outcome.OUTDATED;
        Agent agent = start();

        eventually(() -> agent.status().polls() >= 2);

        assertThat(agent.status().state()).isEqualTo(DeviceState.OUTDATED);
        assertThat(gateway.requests).doesNotContain("reports/event");
    }

    @Test
    void a_refused_chip_retries_and_is_accepted_once_it_is_known() throws Exception {
        gateway.unknownChip = true;
        Agent agent = start();
        eventually(() -> agent.status().state() == DeviceState.REFUSED && gateway.requests.size() >= 2);

        gateway.unknownChip = false;

        eventually(() -> agent.status().state() == DeviceState.TRUSTED);
    }

    @Test
    void a_device_whose_certificate_is_refused_attests_again() throws Exception {
        Agent agent = start();
        eventually(() -> agent.status().polls() >= 1);

        gateway.unknownChip = true;
        eventually(() -> agent.status().state() == DeviceState.REFUSED);
        gateway.unknownChip = false;

        eventually(() ->
                agent.status().state() == DeviceState.TRUSTED && agent.status().attestations() >= 2);
    }

    @Test
    void a_device_with_altered_flash_never_connects() throws Exception {
        ImagePackage rootFs = factory.osRelease("26.09").get(7);
        FlashWear.everywhere(chipDirectory, rootFs);

        Agent agent = start();

        eventually(() -> agent.status().state() == DeviceState.DEAD);
        assertThat(agent.status().lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("RootFs"));
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void each_certificate_permits_only_its_own_paths() throws Exception {
        Mt3620 chip = Mt3620.open(chipDirectory);
        Attestation attestation = attestation(chip);
        DeviceClient hello = client(DeviceIdentity.hello(chip.pluton()));
        Nonce nonce = await(hello.challenge()).nonce();
        AttestResponse answer = await(hello.attest(attestation.answer(nonce)));
        Credentials credentials = attestation.verify(nonce, answer);
        DeviceClient update = client(credentials.update().orElseThrow());
        DeviceReport event = new DeviceReport(UUID.randomUUID(), Instant.now(), Kind.APP_EVENT, Map.of());

        assertThat(await(update.poll(InstalledSet.NONE))).isEmpty();
        assertThatThrownBy(() -> await(update.report(event)))
                .cause()
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(GatewayException.Kind.REFUSED));
        assertThat(await(client(credentials.customer().orElseThrow()).report(event)))
                .isNull();
    }

    @Test
    void a_result_for_other_evidence_or_with_certificates_of_others_is_refused() throws Exception {
        Mt3620 chip = Mt3620.open(chipDirectory);
        Attestation attestation = attestation(chip);
        DeviceClient hello = client(DeviceIdentity.hello(chip.pluton()));
        Nonce nonce = await(hello.challenge()).nonce();
        Blob evidence = attestation.answer(nonce);
        AttestResponse answer = await(hello.attest(evidence));
        AttestResponse forged = new TestInstallation()
                .answer(gateway.evidence.getLast(), Digest.sha256(evidence.bytes()), Outcome.TRUSTED);
        AttestResponse replayed = INSTALLATION.answer(
                gateway.evidence.getLast(), Digest.sha256("older evidence".getBytes(UTF_8)), Outcome.TRUSTED);

        assertThatThrownBy(() -> attestation.verify(Nonce.of(new byte[32]), answer))
                .isInstanceOf(UntrustedResponseException.class);
        assertThatThrownBy(() -> attestation.verify(nonce, forged)).isInstanceOf(UntrustedResponseException.class);
        assertThatThrownBy(() -> attestation.verify(nonce, replayed)).hasMessageContaining("other evidence");
        assertThatThrownBy(() -> attestation.verify(
                        nonce,
                        new AttestResponse(
                                Outcome.TRUSTED,
                                answer.result(),
                                forged.customerCertificate(),
                                forged.updateCertificate())))
                .isInstanceOf(UntrustedResponseException.class);
        assertThatThrownBy(() -> attestation.verify(
                        nonce,
                        new AttestResponse(
                                Outcome.TRUSTED,
                                answer.result(),
                                answer.updateCertificate(),
                                answer.customerCertificate())))
                .as("certificates swapped")
                .isInstanceOf(UntrustedResponseException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"TRUSTED", "OUTDATED"})
    void a_trusted_or_outdated_result_without_its_certificates_is_refused(Outcome outcome) throws Exception {
        gateway.outcome = outcome;
        Mt3620 chip = Mt3620.open(chipDirectory);
        Attestation attestation = attestation(chip);
        DeviceClient hello = client(DeviceIdentity.hello(chip.pluton()));
        Nonce nonce = await(hello.challenge()).nonce();
        AttestResponse answer = await(hello.attest(attestation.answer(nonce)));
        String update = answer.updateCertificate();

        assertIncomplete(attestation, nonce, new AttestResponse(outcome, answer.result(), null, null));
        assertIncomplete(attestation, nonce, new AttestResponse(outcome, answer.result(), update, null));
        if (outcome == Outcome.TRUSTED) {
            assertIncomplete(attestation, nonce, new AttestResponse(outcome, answer.result(), null, update));
        }
        assertThat(attestation.verify(nonce, answer).update()).isPresent();
    }

    private static void assertIncomplete(Attestation attestation, Nonce nonce, AttestResponse response) {
        assertThatThrownBy(() -> attestation.verify(nonce, response))
                .isInstanceOf(UntrustedResponseException.class)
                .hasMessageContaining("certificate of the outcome is missing");
    }

    @Test
    void a_gateway_of_another_authority_is_refused() throws Exception {
        Path other = Files.writeString(directory.resolve("other.pem"), new TestInstallation().rootPem());

        assertThatThrownBy(() ->
                        await(hello(GatewayEndpoint.at(gateway.uri(), other)).challenge()))
                .hasMessageContaining("cannot reach");
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void a_gateway_with_another_name_is_refused() throws Exception {
        restart(INSTALLATION.server("gateway.example.org", Duration.ofDays(1)));

        assertThatThrownBy(() -> await(hello(endpoint).challenge())).hasMessageContaining("localhost");
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void an_expired_gateway_certificate_is_accepted_to_attest_and_refused_afterwards() throws Exception {
        restart(INSTALLATION.server("localhost", Duration.ofDays(-1)));

        Agent agent = start();
        eventually(() -> agent.status().lastError().orElse("").contains("NotAfter"));

        assertThat(agent.status().state()).isEqualTo(DeviceState.TRUSTED);
        assertThat(gateway.requests).containsOnly("challenge", "attest");
    }

    @Test
    void an_untrusted_device_requests_no_software_from_a_gateway_whose_certificate_expired() throws Exception {
        restart(INSTALLATION.server("localhost", Duration.ofDays(-1)));
        gateway.answer(Outcome.UNTRUSTED);

        Agent agent = start();
        eventually(() -> agent.status().lastError().orElse("").contains("NotAfter"));

        assertThat(gateway.requests).containsOnly("challenge", "attest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-12-31T00:00:00Z"})
    void a_device_with_a_wrong_clock_attests_updates_and_reports(Instant wrong) throws Exception {
        gateway.deploy(3, INSTALLATION.release(factory.application("toaster", "1.0", 3000)));

        Agent agent = start(
                new Link(NetworkQuality.PERFECT, new SplittableRandom(2)),
                new SoftwareBehavior(),
                Duration.between(Instant.now(), wrong));
        eventually(() -> gateway.reportedKinds().containsAll(List.of(Kind.UPDATE_INSTALLED, Kind.APP_EVENT)));

        assertThat(agent.status().manifestVersion()).isEqualTo(3);
        assertThat(gateway.evidence).as("one attestation a boot").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_poll_says_whether_the_link_is_metered(boolean metered) throws Exception {
        Link link = new Link(NetworkQuality.PERFECT, new SplittableRandom(2), metered);
        Agent agent = start(link, new SoftwareBehavior(), Duration.ZERO);

        eventually(() -> agent.status().polls() >= 2);

        assertThat(gateway.meteredPolls.get() > 0).isEqualTo(metered);
    }

    @Test
    void an_application_with_a_slow_link_is_slow_until_another_one_replaces_it() throws Exception {
        NetworkQuality slow = new NetworkQuality(Duration.ofMillis(20), 0, 1_000_000);
        SoftwareBehavior behavior = new SoftwareBehavior();
        behavior.addDefect("toaster 1.0", new Defect.SlowLink(slow));
        Link link = new Link(NetworkQuality.PERFECT, new SplittableRandom(2));
        Agent agent = start(link, behavior, Duration.ZERO);
        eventually(() -> agent.status().polls() >= 1);
        assertThat(link.quality()).isEqualTo(NetworkQuality.PERFECT);

        gateway.deploy(3, INSTALLATION.release(factory.application("toaster", "1.0", 3000)));
        eventually(() -> agent.status().updatesInstalled() == 1);
        assertThat(link.quality()).isEqualTo(slow);

        gateway.deploy(4, INSTALLATION.release(factory.application("toaster", "1.1", 3000)));
        eventually(() -> agent.status().updatesInstalled() == 2);
        assertThat(link.quality()).isEqualTo(NetworkQuality.PERFECT);
    }

    /** Restarts the gateway with another server certificate. */
    private void restart(TestInstallation.ServerPem certificate) throws Exception {
        gateway.stop();
        gateway = new SmallGateway(INSTALLATION, certificate);
        endpoint = GatewayEndpoint.at(gateway.uri(), directory.resolve("ca.pem"));
    }

    private DeviceClient hello(GatewayEndpoint to) throws IOException {
        DeviceIdentity identity =
                DeviceIdentity.hello(Mt3620.open(chipDirectory).pluton());
        return new DeviceClient(vertx, to, identity, Optional.empty(), Link.perfect());
    }

    @Test
    void a_download_longer_than_announced_is_aborted() throws Exception {
        ImagePackage image = INSTALLATION.release(factory.application("toaster", "1.0", 50_000));
        gateway.deploy(1, image);
        Mt3620 chip = Mt3620.open(chipDirectory);
        Attestation attestation = attestation(chip);
        DeviceClient hello = client(DeviceIdentity.hello(chip.pluton()));
        Nonce nonce = await(hello.challenge()).nonce();
        Credentials credentials = attestation.verify(nonce, await(hello.attest(attestation.answer(nonce))));
        DeviceClient update = client(credentials.update().orElseThrow());

        assertThatThrownBy(() -> await(update.image(ManifestSet.Entry.of(image).image(), 1000)))
                .hasMessageContaining("longer than 1000");
    }

    /** Boots the chip and begins an attestation. */
    private Attestation attestation(Mt3620 chip) throws IOException {
        return new Attestation(chip.pluton(), ((BootOutcome.Booted) chip.boot()).certificates());
    }

    private DeviceClient client(DeviceIdentity identity) {
        return new DeviceClient(vertx, endpoint, identity);
    }

    /** Switches the device on, with intervals of fractions of a second. */
    private Agent start() throws Exception {
        return start(new Link(NetworkQuality.PERFECT, new SplittableRandom(2)), new SoftwareBehavior(), Duration.ZERO);
    }

    private Agent start(Link link, SoftwareBehavior behavior, Duration clockSkew) throws Exception {
        return start(link, behavior, clockSkew, Duration.ofMillis(200));
    }

    private Agent start(Link link, SoftwareBehavior behavior, Duration clockSkew, Duration longestRetry)
            throws Exception {
        Agent agent = new Agent(
                vertx,
                vertx.getOrCreateContext(),
                Mt3620.open(chipDirectory).pluton().deviceId(),
                chipDirectory,
                new AgentSettings(
                        endpoint,
                        new ActivityIntervals(
                                Duration.ofMillis(100),
                                Duration.ofMillis(300),
                                Duration.ofMillis(50),
                                longestRetry,
                                Duration.ofMillis(100),
                                Duration.ofMinutes(1)),
                        new DeviceClock(Clock.systemUTC(), clockSkew),
                        link,
                        behavior,
                        Application.PLAIN,
                        DayTime.REAL,
                        new SplittableRandom(1)));
        agent.powerOn();
        return agent;
    }

    private static <T> T await(Future<T> step) throws InterruptedException, ExecutionException {
        try {
            return step.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer in 60 seconds", e);
        }
    }
}
