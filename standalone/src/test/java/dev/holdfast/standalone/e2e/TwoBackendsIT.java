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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two backends plan the same rollouts, with the same database and the jobs of each second. */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class TwoBackendsIT {
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
    void each_phase_opens_once_and_each_device_counts_once() throws IOException {
        Map<String, String> ports = new HashMap<>(Ports.free());
        Set.of(Port.DATABASE, Port.KEYCLOAK).forEach(port -> ports.remove(port.variable()));
        try (ServiceCopies copies = new ServiceCopies(stack)) {
            copies.start("backend", "two-backends.log", ports, Map.of());
            List<Chip> made = chips.make(4, "smoke");
            for (Chip chip : made) {
                rollouts.awaitTarget(chip.id());
                chips.switchOn(chip.software(new SoftwareBehavior()));
            }
            copies.awaitReady("http://localhost:" + ports.get(Port.BACKEND_MANAGEMENT.variable()));

            String rollout = rollouts.start(
                    rollouts.upload(chips.application("1.0.0")),
                    List.of(count(1), count(2), count(3), NewPhase.ofPercent(100)));

            rollouts.awaitCompleted(rollout, made.size());
            assertThat(rollouts.read(rollout).get("phases"))
                    .extracting(phase -> phase.at("/counts/attested").asInt())
                    .containsExactly(1, 1, 1, 1);
            assertThat(actions(rollout))
                    .containsExactlyInAnyOrder(
                            "CreateRollout",
                            "StartRollout",
                            "OpenPhase",
                            "OpenPhase",
                            "OpenPhase",
                            "OpenPhase",
                            "CompleteRollout");
            assertThat(events(rollout, "RolloutPhaseOpened")).isEqualTo(4);
            assertThat(events(rollout, "RolloutCompleted")).isEqualTo(1);
            made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        }
    }

    private static NewPhase count(int devices) {
        return new NewPhase(null, devices, null, null, null, null, null);
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
