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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of a gateway jumps in the middle of a rollout. Debian's {@code faketime} shifts the clock of a second gateway. */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class ClockJumpIT {
    /** File with the shift, which the gateway reads each second. */
    private static final Path SHIFT = Path.of("target", "clock-jump.txt").toAbsolutePath();

    private static final Map<String, String> FAKETIME = Map.of(
            "LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1",
            "FAKETIME_TIMESTAMP_FILE", SHIFT.toString(),
            "FAKETIME_CACHE_DURATION", "1",
            "FAKETIME_DONT_FAKE_MONOTONIC", "1");

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

    @Tag("sweep")
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

    /** Shifts the clock of the gateway, for example {@code +3d}. */
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
