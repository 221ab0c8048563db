package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport.Kind;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.sim.agent.SmallGateway;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.InstallationKeys;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/**
 * Every scenario that comes along, smaller and faster, from the command line: with a service that does its part the
 * expectations are met and the exit code is 0; with one that does not, or an operator who does not, it is 1.
 */
@Execution(ExecutionMode.CONCURRENT)
class ShippedScenariosTest {
    private static final String OS = "26.09";
    private static final String NEXT_OS = "26.10";
    private static final int APPLICATION = 2000;

    @TempDir
    private Path directory;

    private final TestInstallation installation = new TestInstallation();
    private final TestService service = new TestService();
    private final StringWriter out = new StringWriter();
    private SmallGateway gateway;

    @BeforeEach
    void a_gateway_with_a_service() throws Exception {
        gateway = new SmallGateway(installation);
        gateway.verifier(service);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.stop();
    }

    @Test
    void smoke() throws Exception {
        make("smoke", 5);

        assertThat(met("smoke", 1, "--until-met", "--for", "PT60S")).isZero();
        gateway.answer(Outcome.OUTDATED);
        assertThat(met("smoke", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void demo() throws Exception {
        make("demo", 20);

        assertThat(met("demo", 1, "--until-met", "--for", "PT60S")).isZero();
        gateway.answer(Outcome.TRUSTED);
        assertThat(met("demo", 10, "--for", "PT3S"))
                .as("nobody looks at the kernel")
                .isEqualTo(1);
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

        gateway.letIn(device -> endorsed.contains(device.text()));
        assertThat(met("unknown-chip", 1, "--until-met", "--for", "PT60S")).isZero();
        gateway.letIn(device -> true);
        assertThat(met("unknown-chip", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void quiet_fleet() throws Exception {
        make("quiet-fleet", 20);

        assertThat(met("quiet-fleet", 60, "--until-met", "--for", "PT60S")).isZero();
        gateway.answer(Outcome.UNTRUSTED);
        assertThat(met("quiet-fleet", 60, "--for", "PT4S")).isEqualTo(1);
    }

    @Test
    void bad_release() throws Exception {
        Factory factory = make("bad-release", 10);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));

        CompletableFuture<Integer> run = start("bad-release", 5, "--until-met", "--for", "PT90S");
        eventually(() -> devices() == 10);
        gateway.deploy(1, application);

        assertThat(code(run)).isZero();
        assertThat(gateway.reportedKinds()).contains(Kind.APP_CRASH);
        assertThat(gateway.reportedKinds().stream().filter(Kind.UPDATE_INSTALLED::equals))
                .as("one in ten never confirms")
                .hasSizeLessThan(10);
    }

    @Test
    void bad_release_of_which_nobody_deploys_one() throws Exception {
        make("bad-release", 5);

        assertThat(met("bad-release", 10, "--for", "PT4S")).isEqualTo(1);
        assertThat(verdicts()).containsExactly(false, false);
    }

    @Test
    void a_clone() throws Exception {
        make("clone", 10);

        assertThat(met("clone", 10, "--until-met", "--for", "PT90S")).isZero();
        gateway.verifier(evidence -> new SmallGateway.Appraisal(Outcome.TRUSTED, List.of()));
        assertThat(met("clone", 10, "--for", "PT6S"))
                .as("nobody looks at boot counters")
                .isEqualTo(1);
    }

    @Test
    void regional_outage() throws Exception {
        make("regional-outage", 10);

        assertThat(met("regional-outage", 10, "--until-met", "--for", "PT120S")).isZero();
    }

    @Test
    void regional_outage_after_which_the_gateway_is_gone() throws Exception {
        make("regional-outage", 10);

        CompletableFuture<Integer> run = start("regional-outage", 10);
        eventually(() -> devices() == 10);
        gateway.outage();

        assertThat(code(run)).isEqualTo(1);
    }

    @Test
    void rolling_brownout() throws Exception {
        make("rolling-brownout", 8);

        assertThat(met("rolling-brownout", 10, "--until-met", "--for", "PT120S"))
                .isZero();
        gateway.verifier(evidence -> new SmallGateway.Appraisal(Outcome.UNTRUSTED, List.of()));
        assertThat(met("rolling-brownout", 10, "--for", "PT3S")).isEqualTo(1);
    }

    @Test
    void keystore_rotation() throws Exception {
        Factory factory = make("keystore-rotation", 10);
        TestInstallation rotated = installation.withNewImageKey();
        InstallationKeys keys = rotated.keys();
        List<ImagePackage> trust = factory.rotation(NEXT_OS, Factory.mt3620(), keys);
        ImagePackage first = rotated.release(factory.application("toaster", "1.0", APPLICATION));
        ImagePackage second = rotated.release(factory.application("toaster", "1.1", APPLICATION));
        service.release(factory.osRelease(NEXT_OS));
        service.release(List.of(first, second));

        CompletableFuture<Integer> run = start("keystore-rotation", 15, "--until-met", "--for", "PT150S");
        eventually(() -> devices() >= 8);
        List<ImagePackage> all = new ArrayList<>(trust);
        all.add(first);
        gateway.deploy(1, all.toArray(ImagePackage[]::new));
        gateway.deployAfter(1, 2, rotated.manifest(2, second), second);

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
    void keystore_rotation_for_which_the_keystore_was_forgotten() throws Exception {
        Factory factory = make("keystore-rotation", 5);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));
        gateway.deploy(1, application);

        assertThat(met("keystore-rotation", 20, "--for", "PT10S")).isEqualTo(1);
    }

    @Test
    void field_units() throws Exception {
        Factory factory = make("field-units", 20);
        ImagePackage application = installation.release(factory.application("toaster", "1.0", APPLICATION));
        service.release(List.of(application));
        gateway.deploy(1, application);

        assertThat(met("field-units", 20, "--until-met", "--for", "PT90S")).isZero();
    }

    @Test
    void field_units_that_never_get_an_update() throws Exception {
        make("field-units", 5);

        assertThat(met("field-units", 20, "--for", "PT5S")).isEqualTo(1);
    }

    private long devices() {
        return gateway.evidence().stream().map(Evidence::device).distinct().count();
    }

    private Factory make(String scenario, int devices) throws Exception {
        Path root = Files.writeString(directory.resolve("root.pem"), installation.rootPem());
        assertThat(sim(
                        "manufacture",
                        "--directory",
                        directory.toString(),
                        "--devices",
                        Integer.toString(devices),
                        "--scenario",
                        scenario,
                        "--os",
                        OS,
                        "--image-key",
                        installation.keys().imageKey().hex(),
                        "--result-key",
                        installation.keys().resultKey().hex(),
                        "--root-certificate",
                        root.toString()))
                .isZero();
        Factory factory = Factory.open(directory.resolve("factory"), "sim-silicon");
        service.release(factory.osRelease(OS));
        return factory;
    }

    private int met(String scenario, int speed, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--scenario",
                scenario,
                "--chips",
                directory.resolve("chips").toString(),
                "--gateway",
                gateway.uri().toString(),
                "--gateway-ca",
                directory.resolve("root.pem").toString(),
                "--speed",
                Integer.toString(speed),
                "--status-every",
                "PT0.2S",
                "--json"));
        arguments.addAll(List.of(more));
        return sim(arguments.toArray(String[]::new));
    }

    private CompletableFuture<Integer> start(String scenario, int speed, String... more) {
        return CompletableFuture.supplyAsync(() -> met(scenario, speed, more));
    }

    private static int code(CompletableFuture<Integer> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(180, TimeUnit.SECONDS);
    }

    private List<Boolean> verdicts() throws Exception {
        List<Boolean> met = new ArrayList<>();
        for (JsonNode verdict : new ObjectMapper().readTree(out.toString()).get("expectations")) {
            met.add(verdict.get("met").asBoolean());
        }
        return met;
    }

    private int sim(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = Sim.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(new StringWriter(), true));
        int code = commandLine.execute(arguments);
        if (code > 1) {
            throw new AssertionError("sim " + String.join(" ", arguments) + " ends with " + code);
        }
        return code;
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("it did not come about in 60 seconds");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
