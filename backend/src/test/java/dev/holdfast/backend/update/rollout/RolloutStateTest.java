package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.update.rollout.RolloutState.Abortable;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.backend.update.rollout.RolloutState.Withholding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests the steps that people take, and the states in which they can take them. */
class RolloutStateTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final UUID APPROVAL = new UUID(1, 2);
    private static final Halt HALT = new Halt.Stopped("wrong image");
    private static final List<RolloutState> ALL = List.of(
            new Draft(),
            new AwaitingApproval(APPROVAL),
            new Scheduled(NOW),
            new Running(2),
            new Soaking(2, NOW),
            new WaitingForPerson(2, Question.OPEN_NEXT_PHASE),
            new Halted(2, HALT),
            new Paused(2),
            new RollingBack(NOW),
            new Aborted(),
            new Completed());

    @Test
    void a_rollout_starts_from_a_draft() {
        assertThat(new Draft().schedule(NOW).start()).isEqualTo(new Running(1));
        assertThat(new AwaitingApproval(APPROVAL).schedule(NOW)).isEqualTo(new Scheduled(NOW));
        assertThat(new Scheduled(NOW).withdraw()).isEqualTo(new Draft());
    }

    @Test
    void a_rollout_can_be_aborted_until_it_ends_or_rolls_back() {
        assertThat(names(Abortable.class))
                .containsExactly(
                        "Draft",
                        "AwaitingApproval",
                        "Scheduled",
                        "Running",
                        "Soaking",
                        "WaitingForPerson",
                        "Halted",
                        "Paused");
        assertThat(new Paused(2).abort()).isEqualTo(new Aborted());
    }

    @Test
    void a_rollout_that_opened_a_phase_can_be_rolled_back() {
        assertThat(names(Started.class)).containsExactly("Running", "Soaking", "WaitingForPerson", "Halted", "Paused");
        assertThat(new Halted(2, HALT).rollBack(NOW)).isEqualTo(new RollingBack(NOW));
        assertThat(new RollingBack(NOW).end()).isEqualTo(new Aborted());
    }

    @Test
    void a_rollout_that_offers_can_be_halted_paused_and_continued() {
        WaitingForPerson waiting = new WaitingForPerson(2, Question.TOO_FEW_ATTESTED);

        assertThat(names(Offering.class)).containsExactly("Running", "Soaking", "WaitingForPerson");
        assertThat(waiting.halt(HALT)).isEqualTo(new Halted(2, HALT));
        assertThat(waiting.pause()).isEqualTo(new Paused(2));
        assertThat(waiting.retry()).isEqualTo(new Running(2));
        assertThat(waiting.openNext()).isEqualTo(new Running(3));
        assertThat(waiting.complete()).isEqualTo(new Completed());
    }

    @Test
    void a_halted_or_paused_rollout_runs_its_phase_again() {
        assertThat(names(Withholding.class)).containsExactly("Halted", "Paused");
        assertThat(new Halted(2, HALT).resume()).isEqualTo(new Running(2));
        assertThat(new Paused(2).resume()).isEqualTo(new Running(2));
    }

    private static List<String> names(Class<? extends RolloutState> kind) {
        return ALL.stream()
                .filter(kind::isInstance)
                .map(state -> state.getClass().getSimpleName())
                .toList();
    }
}
