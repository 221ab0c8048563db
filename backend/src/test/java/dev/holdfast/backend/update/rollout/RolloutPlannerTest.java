package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.update.rollout.HaltRule.Cause;
import dev.holdfast.backend.update.rollout.Phase.After;
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
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.backend.update.rollout.RolloutStep.Become;
import dev.holdfast.backend.update.rollout.RolloutStep.OpenDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests each step of a rollout. */
class RolloutPlannerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Duration SOAK = Duration.ofHours(1);
    private static final Halt.Stopped STOPPED = new Halt.Stopped("a person stopped it");
    private static final HaltRule RULE = new HaltRule(Cause.INSTALL_FAILED, 10, 20);

    @ParameterizedTest
    @CsvSource({
        "-1, Running",
        "0, Running",
        "1, nothing",
    })
    void a_scheduled_rollout_starts_in_time(int secondsLeft, String expected) {
        assertThat(step(plan(), new Scheduled(NOW.plusSeconds(secondsLeft)), counters(PhaseCounts.NONE)))
                .isEqualTo(expected);
    }

    /** The phase of the plan needs 90 %. The halt rule needs 20 devices with a result, and fires above 10 %. */
    @ParameterizedTest
    @CsvSource({
        "100, 0, 0, 0, true, nothing",
        "100, 89, 0, 0, true, nothing",
        "100, 90, 0, 0, true, Soaking",
        "100, 90, 10, 0, true, Soaking",
        "100, 89, 2, 9, true, WaitingForPerson",
        "100, 89, 2, 8, true, nothing",
        "100, 0, 0, 100, true, WaitingForPerson",
        "0, 0, 0, 0, true, WaitingForPerson",
        "100, 100, 0, 0, false, OpenDevices",
        "0, 0, 0, 0, false, OpenDevices",
        "100, 17, 3, 0, true, Halted",
        "100, 18, 2, 0, true, nothing",
        "100, 16, 3, 0, true, nothing",
        "100, 17, 3, 0, false, Halted",
    })
    void a_running_phase_takes_the_next_step(
            long targeted, long attested, long failed, long absent, boolean fullyOpen, String expected) {
        PhaseCounts counts = new PhaseCounts(targeted, attested, failed, 0, 0, 0, absent);

        assertThat(step(plan(), new Running(1), counters(fullyOpen, counts))).isEqualTo(expected);
    }

    /** In a small group, 10 % can be no more devices than the phase before. */
    @Test
    void a_percentage_of_no_more_devices_succeeds() {
        assertThat(step(plan(), new Running(3), counters(attested(1), attested(1), PhaseCounts.NONE)))
                .isEqualTo("Completed");
    }

    @ParameterizedTest
    @CsvSource({
        // The soak time is not over.
        "1, 1, nothing",
        "1, 0, Running",
        "2, 0, WaitingForPerson",
        "3, 0, Completed",
        "3, 1, nothing",
    })
    void a_phase_that_soaked_opens_the_next_one_asks_or_completes(int phase, int secondsLeft, String expected) {
        RolloutCounters counters = counters(attested(100), attested(100), attested(100));

        assertThat(step(plan(), new Soaking(phase, NOW.plusSeconds(secondsLeft)), counters))
                .isEqualTo(expected);
    }

    @Test
    void the_steps_carry_number_time_and_question() {
        assertThat(decide(plan(), new Running(1), counters(attested(100))))
                .contains(new Become(new Soaking(1, NOW.plus(SOAK))));
        assertThat(decide(plan(), new Soaking(1, NOW), counters(attested(100)))).contains(new Become(new Running(2)));
        assertThat(decide(plan(), new Soaking(2, NOW), counters(attested(100))))
                .contains(new Become(new WaitingForPerson(2, Question.OPEN_NEXT_PHASE)));
        assertThat(decide(plan(), new Running(1), counters(new PhaseCounts(1, 0, 1, 0, 0, 0, 0))))
                .contains(new Become(new WaitingForPerson(1, Question.TOO_FEW_ATTESTED)));
    }

    @Test
    void an_emergency_skips_the_soak_time_but_no_halt_rule_and_no_person() {
        RolloutPlan emergency = new RolloutPlan(plan().phases(), List.of(RULE), RolloutPlan.UNLIMITED, true);
        PhaseCounts bad = new PhaseCounts(100, 89, 11, 0, 0, 0, 0);

        assertThat(step(emergency, new Running(1), counters(attested(100)))).isEqualTo("Running");
        assertThat(step(emergency, new Running(2), counters(attested(100), attested(100))))
                .isEqualTo("WaitingForPerson");
        assertThat(step(emergency, new Running(1), counters(bad))).isEqualTo("Halted");
    }

    /** The limit is 100. A quarter of it must be free. */
    @ParameterizedTest
    @CsvSource({"0, 100", "75, 25", "76, 0", "100, 0", "130, 0"})
    void devices_open_up_to_the_limit_of_devices_in_flight(long inFlight, long atMost) {
        RolloutPlan limited = new RolloutPlan(plan().phases(), List.of(), 100, false);
        PhaseCounts earlier = new PhaseCounts(1000, 990, 0, 0, 0, 0, 10);
        PhaseCounts newest = new PhaseCounts(inFlight + 500, 450, 0, 0, 0, 0, 50);

        assertThat(decide(limited, new Running(2), counters(false, earlier, newest)))
                .isEqualTo(atMost == 0 ? Optional.empty() : Optional.of(new OpenDevices(atMost)));
    }

    @ParameterizedTest
    @MethodSource("offering")
    void a_fired_rule_halts_in_each_state_that_offers(Offering state) {
        RolloutCounters counters = counters(new PhaseCounts(100, 80, 15, 5, 0, 0, 0));

        assertThat(decide(plan(), state, counters))
                .contains(new Become(new Halted(state.phase(), new Halt.Fired(RULE, new Share(20, 100), Share.NONE))));
    }

    static List<Offering> offering() {
        return List.of(new Running(1), new Soaking(2, NOW), new WaitingForPerson(3, Question.TOO_FEW_ATTESTED));
    }

    @ParameterizedTest
    @MethodSource("resting")
    void other_states_wait_for_a_person_or_are_final(RolloutState state) {
        assertThat(decide(plan(), state, counters(attested(100)))).isEmpty();
        assertThat(decide(plan(), state, counters(new PhaseCounts(100, 0, 100, 0, 0, 0, 0))))
                .isEmpty();
    }

    static List<RolloutState> resting() {
        return List.of(
                new Draft(),
                new AwaitingApproval(new UUID(1, 2)),
                new Halted(1, STOPPED),
                new Paused(1),
                new Aborted(),
                new Completed());
    }

    @ParameterizedTest
    @CsvSource({"5, 0, nothing", "0, 0, Aborted", "5, 6, nothing", "5, 7, Aborted"})
    void rolling_back_ends_without_devices_or_after_7_days(long left, int days, String expected) {
        RolloutCounters counters = new RolloutCounters(List.of(attested(100)), true, Share.NONE, Share.NONE, left);

        assertThat(step(plan(), new RollingBack(NOW.minus(Duration.ofDays(days))), counters))
                .isEqualTo(expected);
    }

    @Test
    void a_plan_ends_with_all_devices() {
        Phase canaries = phase(new Selection.Percent(99), After.OPEN_NEXT);

        assertThatThrownBy(() -> new RolloutPlan(List.of(canaries), List.of(), 1, false))
                .hasMessageContaining("last phase");
        assertThatThrownBy(() -> new RolloutPlan(List.of(), List.of(), 1, false))
                .hasMessageContaining("phases");
        assertThatThrownBy(() -> new RolloutPlan(plan().phases(), List.of(), 0, false))
                .hasMessageContaining("in flight");
    }

    @ParameterizedTest
    @CsvSource({"1, 25, 1", "1, 100, 1", "1, 101, 2", "50, 3, 2", "100, 3, 3", "5, 0, 0"})
    void a_percentage_of_devices_is_rounded_up(int percent, long group, long devices) {
        assertThat(new Selection.Percent(percent).devices(group)).isEqualTo(devices);
        assertThat(new Selection.Percent(percent).buckets()).isEqualTo(percent * 100);
    }

    /** Returns a plan of three phases, with a question after the second one. */
    private static RolloutPlan plan() {
        return new RolloutPlan(
                List.of(
                        phase(new Selection.Tagged("canary"), After.OPEN_NEXT),
                        phase(new Selection.Percent(10), After.ASK_PERSON),
                        phase(new Selection.Percent(100), After.ASK_PERSON)),
                List.of(RULE),
                RolloutPlan.UNLIMITED,
                false);
    }

    private static Phase phase(Selection selection, After after) {
        return new Phase(selection, SOAK, 90, after);
    }

    private static PhaseCounts attested(long devices) {
        return new PhaseCounts(devices, devices, 0, 0, 0, 0, 0);
    }

    private static RolloutCounters counters(PhaseCounts... phases) {
        return counters(true, phases);
    }

    private static RolloutCounters counters(boolean fullyOpen, PhaseCounts... phases) {
        return new RolloutCounters(List.of(phases), fullyOpen, Share.NONE, Share.NONE, 1);
    }

    private static Optional<RolloutStep> decide(RolloutPlan plan, RolloutState state, RolloutCounters counters) {
        return RolloutPlanner.decide(plan, state, counters, NOW);
    }

    /** Returns the name of the next state, {@code OpenDevices}, or {@code nothing}. */
    private static String step(RolloutPlan plan, RolloutState state, RolloutCounters counters) {
        return decide(plan, state, counters)
                .map(step -> step instanceof Become(RolloutState next) ? next : step)
                .map(named -> named.getClass().getSimpleName())
                .orElse("nothing");
    }
}
