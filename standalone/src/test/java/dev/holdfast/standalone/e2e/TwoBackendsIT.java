package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two backends plan the same rollouts, with the same database and the jobs of each second. Each of them is killed once. */
@EndToEnd
@ResourceLock(EndToEnd.PROCESSES)
class TwoBackendsIT {
    /** Soak time in minutes: longer than the test. */
    private static final int SOAK = 60;

    private static final List<String> ACTIONS = List.of(
            "CreateRollout", "StartRollout", "OpenPhase", "OpenPhase", "OpenPhase", "OpenPhase", "CompleteRollout");

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    TwoBackendsIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void both_backends_take_steps_and_each_phase_opens_once_and_each_device_counts_once() throws IOException {
        Map<String, String> ports = new HashMap<>(Ports.free());
        Set.of(Port.DATABASE, Port.KEYCLOAK).forEach(port -> ports.remove(port.variable()));
        try (ServiceCopies second = new ServiceCopies(stack)) {
            second.start("backend", "two-backends.log", ports, Map.of());
            List<Chip> made = chips.make(4, "smoke");
            for (Chip chip : made) {
                rollouts.awaitTarget(chip.id());
                chips.switchOn(chip.software(new SoftwareBehavior()));
            }
            second.awaitReady("http://localhost:" + ports.get(Port.BACKEND_MANAGEMENT.variable()));

            String rollout = rollouts.start(
                    rollouts.upload(chips.application("1.0.0")),
                    List.of(count(1, SOAK), count(2, null), count(3, SOAK), NewPhase.ofPercent(100)));

            rollouts.await(rollout, "SOAKING");
            stack.kill("backend");
            openNext(rollout, 2);
            assertThat(String.valueOf(stack.status().get("backend")))
                    .as("the first backend, when the second one opened a phase")
                    .doesNotContain("\"healthy\"");
            stack.awaitHealthy("backend");
            rollouts.await(rollout, "SOAKING");
            second.kill();
            openNext(rollout, 4);

            rollouts.awaitCompleted(rollout, made.size());
            assertThat(rollouts.read(rollout).get("phases"))
                    .extracting(phase -> phase.at("/counts/attested").asInt())
                    .containsExactly(1, 1, 1, 1);
            assertThat(actions(rollout)).containsExactlyInAnyOrderElementsOf(ACTIONS);
            assertThat(events(rollout, "RolloutPhaseOpened")).isEqualTo(4);
            assertThat(events(rollout, "RolloutCompleted")).isEqualTo(1);
            made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        }
    }

    /** Ends the soak time of the newest phase. Waits until the next phase is open. */
    private void openNext(String rollout, int next) {
        UUID id = UUID.fromString(rollout);
        Database.update(stack, "update rollout set soak_until = state_since where rollout_id = ?", id);
        stack.await(
                "phase " + next + " is open",
                () -> Optional.of(Database.one(
                                stack, Integer.class, "select phase from rollout where rollout_id = ?", id))
                        .filter(phase -> phase == next));
    }

    private static NewPhase count(int devices, @Nullable Integer soak) {
        return new NewPhase(null, devices, null, null, soak, null, null);
    }

    /** Returns the actions in the audit log that changed a rollout. */
    private List<String> actions(String rollout) {
        return rollouts.get("audit?limit=100")
                .valueStream()
                .filter(entry -> entry.toString().contains(rollout))
                .map(entry -> entry.get("action").asText())
                .toList();
    }

    private long events(String rollout, String kind) {
        return Database.one(
                stack, Long.class, "select count(*) from outbox where subject = ? and kind = ?", rollout, kind);
    }
}
