package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans in requests. */
final class ProposedPlan {
    private static final String PHASES = "phases";
    private static final Instant LATEST_START = Instant.parse("2100-01-01T00:00:00Z");
    private static final Phase EVERYTHING =
            new Phase(new Selection.Percent(NewPhase.ALL), Duration.ZERO, NewPhase.ALL, Phase.After.OPEN_NEXT);

    private ProposedPlan() {}

    /** Returns the plan of a new rollout; fails with {@code invalid-request}. Adds a phase of all devices if there is none at the end. */
    static RolloutPlan of(NewRollout rollout) {
        checkRules(rollout.haltRules());
        Instant startAt = rollout.startAt();
        new Checks()
                .that(startAt == null || startAt.isBefore(LATEST_START), "startAt", "must be before " + LATEST_START)
                .done();
        return new RolloutPlan(
                phases(List.of(), rollout.phases()),
                rules(Objects.requireNonNullElse(rollout.haltRules(), List.of())),
                rollout.maxInFlight() == null ? RolloutPlan.UNLIMITED : rollout.maxInFlight(),
                Boolean.TRUE.equals(rollout.emergency()));
    }

    /**
     * Returns the changed plan; fails with {@code invalid-request}.
     *
     * @param newest number of the newest open phase; 0 before the start
     */
    static RolloutPlan of(RolloutPlan plan, int newest, RolloutExtension change) {
        new Checks()
                .that(
                        change.soakMinutes() != null
                                || change.maxInFlight() != null
                                || change.haltRules() != null
                                || change.phases() != null,
                        PHASES,
                        "or another field to change must be given")
                .done();
        checkRules(change.haltRules());
        List<Phase> phases = new ArrayList<>(
                change.phases() == null ? plan.phases() : phases(plan.phases().subList(0, newest), change.phases()));
        if (change.soakMinutes() != null) {
            int soaking = Math.max(newest, 1) - 1;
            Phase phase = phases.get(soaking);
            phases.set(
                    soaking,
                    new Phase(
                            phase.selection(),
                            Duration.ofMinutes(change.soakMinutes()),
                            phase.successPercent(),
                            phase.after()));
        }
        Integer limit = change.maxInFlight();
        return new RolloutPlan(
                phases,
                change.haltRules() == null ? plan.rules() : rules(change.haltRules()),
                limit == null ? plan.maxInFlight() : limit == 0 ? RolloutPlan.UNLIMITED : limit,
                plan.emergency());
    }

    private static List<Phase> phases(List<Phase> open, List<NewPhase> proposed) {
        Checks checks = new Checks();
        for (int i = 0; i < proposed.size(); i++) {
            NewPhase phase = proposed.get(i);
            long selections = Stream.of(phase.percent(), phase.count(), phase.tag(), phase.deviceIds())
                    .filter(Objects::nonNull)
                    .count();
            checks.that(
                    selections == 1,
                    PHASES + "[" + i + "]",
                    "must have exactly one of percent, count, tag and deviceIds");
        }
        checks.done();
        List<Phase> phases = new ArrayList<>(open);
        proposed.forEach(phase -> phases.add(phase(phase)));
        if (phases.stream().noneMatch(phase -> phase.selection().isEverything())) {
            phases.add(EVERYTHING);
        }
        new Checks()
                .that(
                        phases.size() <= RolloutPlan.MAX_PHASES,
                        PHASES,
                        "must have at most " + RolloutPlan.MAX_PHASES
                                + " phases with the one of all devices at the end")
                .that(
                        phases.stream()
                                        .filter(phase -> phase.selection().isEverything())
                                        .count()
                                == 1,
                        PHASES,
                        "must have only one phase of all devices")
                .that(phases.getLast().selection().isEverything(), PHASES, "must end with the phase of all devices")
                .that(isGrowing(phases), PHASES, "must have growing percentages and numbers of devices")
                .done();
        return phases;
    }

    /** Returns whether each percentage, and each number of devices, is larger than the one before. */
    private static boolean isGrowing(List<Phase> phases) {
        int percent = 0;
        int count = 0;
        for (Phase phase : phases) {
            switch (phase.selection()) {
                case Selection.Percent(int more) -> {
                    if (more <= percent) {
                        return false;
                    }
                    percent = more;
                }
                case Selection.Count(int more) -> {
                    if (more <= count) {
                        return false;
                    }
                    count = more;
                }
                case Selection.Tagged _, Selection.Listed _ -> {
                    // Adds devices to the others.
                }
            }
        }
        return true;
    }

    private static Phase phase(NewPhase phase) {
        return new Phase(
                selection(phase),
                Duration.ofMinutes(Objects.requireNonNullElse(phase.soakMinutes(), 0)),
                Objects.requireNonNullElse(phase.successPercent(), NewPhase.ALL),
                Boolean.TRUE.equals(phase.askPerson()) ? Phase.After.ASK_PERSON : Phase.After.OPEN_NEXT);
    }

    private static Selection selection(NewPhase phase) {
        if (phase.percent() != null) {
            return new Selection.Percent(phase.percent());
        }
        if (phase.count() != null) {
            return new Selection.Count(phase.count());
        }
        return phase.tag() != null
                ? new Selection.Tagged(phase.tag())
                : new Selection.Listed(Objects.requireNonNull(phase.deviceIds()));
    }

    private static void checkRules(@Nullable List<HaltRuleView> rules) {
        if (rules != null) {
            new Checks()
                    .that(
                            rules.stream().map(HaltRuleView::cause).distinct().count() == rules.size(),
                            "haltRules",
                            "must have one rule for each cause")
                    .done();
        }
    }

    private static List<HaltRule> rules(List<HaltRuleView> rules) {
        return rules.stream()
                .map(rule -> new HaltRule(HaltRule.Cause.valueOf(rule.cause().name()), rule.percent(), rule.minimum()))
                .toList();
    }
}
