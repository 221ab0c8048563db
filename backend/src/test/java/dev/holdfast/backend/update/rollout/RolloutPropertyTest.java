package dev.holdfast.backend.update.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.update.rollout.HaltRule.Cause;
import dev.holdfast.backend.update.rollout.Phase.After;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.backend.update.rollout.RolloutStep.Become;
import dev.holdfast.backend.update.rollout.RolloutStep.OpenDevices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Tests rollouts with random plans, counters and devices. */
class RolloutPropertyTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final int PHASES = 3;

    @Property
    void a_fired_rule_always_comes_first(
            @ForAll("plans") RolloutPlan plan,
            @ForAll("offering") Offering state,
            @ForAll("counters") RolloutCounters counters) {
        Optional<RolloutStep> step = RolloutPlanner.decide(plan, state, counters, NOW);

        Optional<Halt.Fired> fired = plan.firedRule(counters);
        if (fired.isPresent()) {
            assertThat(step).contains(new Become(new Halted(state.phase(), fired.get())));
        } else {
            assertThat(step.stream()).noneMatch(next -> next instanceof Become(Halted _));
        }
    }

    @Property
    void a_phase_succeeds_only_when_open_and_attested(
            @ForAll("plans") RolloutPlan plan,
            @ForAll("offering") Offering state,
            @ForAll("counters") RolloutCounters counters) {
        Optional<RolloutStep> step = RolloutPlanner.decide(plan, state, counters, NOW);

        PhaseCounts counts = counters.phase(state.phase());
        boolean succeeded = counters.fullyOpen()
                && counts.attested() * 100
                        >= counts.targeted() * plan.phase(state.phase()).successPercent();
        if (state instanceof Running && !succeeded) {
            assertThat(step.stream())
                    .allMatch(next -> next instanceof OpenDevices
                            || next instanceof Become(Halted _)
                            || next.equals(new Become(new WaitingForPerson(state.phase(), Question.TOO_FEW_ATTESTED))));
        }
    }

    @Property
    void no_more_devices_open_than_the_limit_permits(
            @ForAll("plans") RolloutPlan plan,
            @ForAll("offering") Offering state,
            @ForAll("counters") RolloutCounters counters) {
        assertThat(RolloutPlanner.decide(plan, state, counters, NOW).stream()).allSatisfy(step -> {
            if (step instanceof OpenDevices(long atMost)) {
                assertThat(atMost).isPositive();
                assertThat(counters.allPhases().inFlight()).isLessThanOrEqualTo(plan.maxInFlight() - atMost);
                assertThat(counters.fullyOpen()).isFalse();
            }
        });
    }

    /** Devices get random results or become absent. A person answers each question with yes. */
    @Property(tries = 300)
    void a_rollout_ends_and_never_exceeds_its_limit(@ForAll("plans") RolloutPlan plan, @ForAll Random random) {
        SimulatedGroup group = new SimulatedGroup(random);
        RolloutState state = new RolloutState.Draft().schedule(NOW);
        Instant now = NOW;
        for (int second = 0; !(state instanceof Halted || state instanceof Completed); second++) {
            assertThat(second).as("steps until the end, in %s", state).isLessThan(10_000);
            RolloutCounters counters = group.counters();
            Optional<RolloutStep> step = RolloutPlanner.decide(plan, state, counters, now);
            if (step.isEmpty()) {
                group.proceed();
            } else {
                state = perform(step.get(), state, group);
                assertThat(group.counters().allPhases().inFlight()).isLessThanOrEqualTo(plan.maxInFlight());
            }
            if (state instanceof WaitingForPerson waiting
                    && plan.firedRule(counters).isEmpty()) {
                if (plan.isLast(waiting.phase())) {
                    state = waiting.complete();
                } else {
                    state = waiting.openNext();
                    group.begin();
                }
            }
            now = now.plus(Duration.ofMinutes(10));
        }
        if (state instanceof Completed) {
            assertThat(group.phases).hasSize(PHASES);
        }
    }

    private static RolloutState perform(RolloutStep step, RolloutState before, SimulatedGroup group) {
        return switch (step) {
            case OpenDevices(long atMost) -> {
                group.open(atMost);
                yield before;
            }
            case Become(Running next) -> {
                assertThat(next.phase()).isEqualTo(before instanceof Offering offering ? offering.phase() + 1 : 1);
                group.begin();
                yield next;
            }
            case Become(RolloutState next) -> next;
        };
    }

    @Property
    void rolling_back_ends(@ForAll("counters") RolloutCounters counters, @ForAll("plans") RolloutPlan plan) {
        Instant end = NOW.plus(RolloutPlanner.LONGEST_ROLL_BACK);

        assertThat(RolloutPlanner.decide(plan, new RollingBack(NOW), counters, end))
                .contains(new Become(new Aborted()));
    }

    /** Devices of a group: those of each open phase, and the closed ones of the newest phase. */
    private static final class SimulatedGroup {
        private static final int RESULTS = 6;

        private final Random random;
        private final List<long[]> phases = new ArrayList<>();
        private long closed;

        SimulatedGroup(Random random) {
            this.random = random;
        }

        /** Begins a phase with 0 to 199 devices. */
        void begin() {
            phases.add(new long[1 + RESULTS]);
            closed = random.nextInt(200);
        }

        void open(long atMost) {
            long opened = Math.min(atMost, closed);
            phases.getLast()[0] += opened;
            closed -= opened;
        }

        /** Gives one device of each phase a result, most often the one that it attested. An absent device may return. */
        void proceed() {
            for (long[] phase : phases) {
                if (counts(phase).inFlight() > 0) {
                    phase[random.nextInt(20) == 0 ? 1 + random.nextInt(RESULTS) : 1]++;
                } else if (phase[RESULTS] > 0 && random.nextBoolean()) {
                    phase[RESULTS]--;
                    phase[1]++;
                }
            }
        }

        RolloutCounters counters() {
            return new RolloutCounters(
                    phases.stream().map(SimulatedGroup::counts).toList(), closed == 0, Share.NONE, Share.NONE, 0);
        }

        private static PhaseCounts counts(long[] phase) {
            return new PhaseCounts(phase[0], phase[1], phase[2], phase[3], phase[4], phase[5], phase[RESULTS]);
        }
    }

    @Provide
    static Arbitrary<RolloutPlan> plans() {
        Arbitrary<Phase> phases = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.of(After.class))
                .as((hours, success, after) ->
                        new Phase(new Selection.Percent(100), Duration.ofHours(hours), success, after));
        return Combinators.combine(
                        phases.list().ofSize(PHASES),
                        rules().list().ofMaxSize(4),
                        Arbitraries.frequencyOf(
                                Tuple.of(1, Arbitraries.just(RolloutPlan.UNLIMITED)),
                                Tuple.of(5, Arbitraries.longs().between(1, 300))),
                        Arbitraries.of(true, false))
                .as(RolloutPlan::new);
    }

    private static Arbitrary<HaltRule> rules() {
        return Combinators.combine(
                        Arbitraries.of(Cause.class),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(1, 50))
                .as(HaltRule::new);
    }

    @Provide
    static Arbitrary<Offering> offering() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, PHASES),
                        Arbitraries.integers().between(0, 3))
                .as((phase, kind) -> switch (kind) {
                    case 0 -> new WaitingForPerson(phase, Question.OPEN_NEXT_PHASE);
                    case 1 -> new Soaking(phase, NOW.plusSeconds(1));
                    case 2 -> new Soaking(phase, NOW);
                    default -> new Running(phase);
                });
    }

    @Provide
    static Arbitrary<RolloutCounters> counters() {
        Arbitrary<Long> count = Arbitraries.longs().between(0, 200);
        Arbitrary<PhaseCounts> phases = Combinators.combine(count.list().ofSize(7), Arbitraries.of(true, false))
                .as((counts, allDone) -> new PhaseCounts(
                        counts.subList(0, 6).stream().mapToLong(Long::longValue).sum() + (allDone ? 0 : counts.get(6)),
                        counts.get(0),
                        counts.get(1),
                        counts.get(2),
                        counts.get(3),
                        counts.get(4),
                        counts.get(5)));
        Arbitrary<Share> shares = Combinators.combine(count, count)
                .as((one, other) -> new Share(Math.min(one, other), Math.max(one, other)));
        return Combinators.combine(phases.list().ofMaxSize(PHASES), Arbitraries.of(true, false), shares, shares, count)
                .as(RolloutCounters::new);
    }
}
