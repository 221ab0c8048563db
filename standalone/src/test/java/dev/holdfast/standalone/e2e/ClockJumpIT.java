package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clock of a gateway or of a backend jumps in the middle of a rollout. Debian's {@code faketime} shifts the clock of a second process.
 */
@EndToEnd
@ResourceLock(EndToEnd.PROCESSES)
@Tag("sweep")
class ClockJumpIT {
    /** File with the shift, which the process reads each second. */
    private static final Path SHIFT = Path.of("target", "clock-jump.txt").toAbsolutePath();

    private static final Map<String, String> FAKETIME = Map.of(
            "LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME_TIMESTAMP_FILE", SHIFT.toString(),
            "FAKETIME_CACHE_DURATION", "1",
            "FAKETIME_DONT_FAKE_MONOTONIC", "1");

    /** Soak time in minutes: longer than the test. */
    private static final int SOAK = 60;

    /** Number of failures of a device while the clock is wrong. */
    private static final int FAILURES = 5;

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    ClockJumpIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+3d", "-3d"})
    void devices_keep_their_software_while_the_clock_of_their_gateway_is_wrong(String error) throws IOException {
        Map<String, String> ports = new HashMap<>(Ports.free());
        shift("+0");
        try (ServiceCopies copies = new ServiceCopies(stack)) {
            copies.start("device-gateway", "clock-jump-gateway.log", ports, FAKETIME);
            copies.awaitReady("http://localhost:" + ports.get(Port.GATEWAY_MANAGEMENT.variable()));
            Chip chip = chips.make(1, "smoke").getFirst();
            Agent device = chips.switchOn(chip.software(
                    new SoftwareBehavior(),
                    URI.create("https://localhost:" + ports.get(Port.GATEWAY.variable())),
                    DayTime.REAL));
            long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
            rollouts.awaitTrusted(device, first);

            shift(error);
            TestRollouts.switchOff(device);
            device.powerOn();
            awaitFailures(device);
            String rollout = rollouts.start(image("2.0.0"), List.of(NewPhase.ofPercent(NewPhase.ALL)));
            awaitFailures(device);
            assertThat(device.status().manifestVersion()).isEqualTo(first);
            assertThat(rollouts.read(rollout).at("/counts/attested").asInt()).isZero();

            shift("+0");
            rollouts.awaitCompleted(rollout, 1);
            assertThat(device.status().returns()).isZero();
            stack.await(
                    "the device has no error",
                    () -> Optional.of(device.status())
                            .filter(status -> status.lastError().isEmpty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+3d", "-3d"})
    void a_backend_with_a_wrong_clock_ends_and_changes_no_rollout(String error) throws IOException {
        Map<String, String> ports = new HashMap<>(Ports.free());
        Set.of(Port.DATABASE, Port.KEYCLOAK).forEach(port -> ports.remove(port.variable()));
        String ready = "http://localhost:" + ports.get(Port.BACKEND_MANAGEMENT.variable());
        shift("+0");
        try (ServiceCopies copies = new ServiceCopies(stack)) {
            copies.start("backend", "clock-jump-backend.log", ports, FAKETIME);
            copies.awaitReady(ready);
            List<Chip> made = chips.make(2, "smoke");
            long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
            made.forEach(chip -> chips.switchOn(chip.software(new SoftwareBehavior())));
            chips.switchedOn().forEach(device -> rollouts.awaitTrusted(device, first));
            String rollout = rollouts.start(
                    image("2.0.0"),
                    List.of(
                            new NewPhase(
                                    null, null, null, List.of(made.getFirst().id()), SOAK, null, null),
                            NewPhase.ofPercent(NewPhase.ALL)));
            rollouts.await(rollout, "SOAKING");
            UUID id = UUID.fromString(rollout);
            Object soaksUntil = soaksUntil(id);

            shift(error);
            copies.awaitEnd();
            assertThat(log("clock-jump-backend.log")).contains("event=clock-jumped");
            copies.start("backend", "clock-wrong-backend.log", ports, FAKETIME);
            copies.awaitEnd();
            assertThat(log("clock-wrong-backend.log")).contains("differs from the clock of the database");

            assertThat(soaksUntil(id)).isEqualTo(soaksUntil);
            assertThat(rollouts.read(rollout).get("state").asText()).isEqualTo("SOAKING");
            assertThat(chips.switchedOn().getLast().status().manifestVersion()).isEqualTo(first);
            assertThat(Database.one(
                            stack,
                            Long.class,
                            "select count(*) from device where rollout_id = ? and trust = 'TRUSTED'",
                            id))
                    .isEqualTo(1);

            shift("+0");
            copies.start("backend", "clock-right-backend.log", ports, FAKETIME);
            copies.awaitReady(ready);
            Database.update(stack, "update rollout set soak_until = state_since where rollout_id = ?", id);
            rollouts.awaitCompleted(rollout, made.size());
            assertThat(chips.switchedOn()).allSatisfy(device -> {
                assertThat(device.status().returns()).isZero();
                assertThat(device.status().updatesInstalled()).isEqualTo(2);
            });
        }
    }

    private Object soaksUntil(UUID rollout) {
        return Database.one(stack, Object.class, "select soak_until from rollout where rollout_id = ?", rollout);
    }

    private static String log(String name) throws IOException {
        return Files.readString(Path.of("target", name));
    }

    /** Shifts the clock of the second process, for example {@code +3d}. */
    private static void shift(String by) throws IOException {
        Path pending = Path.of(SHIFT + ".new");
        Files.writeString(pending, by + "\n");
        Files.move(pending, SHIFT, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits until the gateway has turned a device away several times. */
    private void awaitFailures(Agent device) {
        long before = device.status().failures();
        stack.await(
                "the gateway turns the device away",
                () -> Optional.of(device.status().failures()).filter(failures -> failures >= before + FAILURES));
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }
}
