package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.rollout.PhaseImpact;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.ImpactWords;
import dev.holdfast.ui.component.TimeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what an action on a rollout would do, in one sentence for each effect. */
final class RolloutEffects {
    private RolloutEffects() {}

    /** Returns whether a rollout that has not ended brings an operating system. */
    static boolean isOfSystem(RolloutView rollout) {
        return rollout.deployment() == null;
    }

    /** Returns the effect of a whole rollout: images, devices by phase, traffic, time, and devices that do not follow. */
    static List<String> of(RolloutImpact impact) {
        if (impact.update().changes().isEmpty()) {
            return List.of(text("deploy.already-deployed"));
        }
        return all(impact);
    }

    private static List<String> all(RolloutImpact impact) {
        List<String> effects = new ArrayList<>(ImpactWords.changes(impact.update()));
        effects.addAll(ImpactWords.versions(impact.changes()));
        effects.add(text(
                "rollout-effect.phases",
                impact.phases().stream()
                        .map(PhaseImpact::devices)
                        .map(Amount::of)
                        .collect(Collectors.joining(" → "))));
        effects.add(text("rollout-effect.bytes", Amount.bytes(impact.update().bytes())));
        if (impact.contactMinutes() != null) {
            effects.add(text("rollout-effect.contact", TimeText.length(Duration.ofMinutes(impact.contactMinutes()))));
        }
        effects.addAll(ImpactWords.late(impact.update()));
        if (impact.pinned() > 0) {
            effects.add(text("rollout-effect.pinned", impact.pinned()));
        }
        impact.willFail()
                .forEach(failure -> effects.add(text("rollout-effect.will-fail", failure.devices(), failure.reason())));
        return effects;
    }

    /** Returns the effect of an action. A start and a rollback have others: {@link #start}, {@link #rollBack}. */
    static List<String> of(RolloutAction action, RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        return switch (action) {
            case PAUSE -> List.of(text("rollout-effect.pause"), text("rollout-effect.in-flight", counts.inFlight()));
            case RESUME -> resume(rollout);
            case PROCEED -> proceed(rollout);
            case ABORT -> abort(rollout);
            case ROLL_BACK -> List.of(earlier(rollout));
            case RETRY_FAILED -> List.of(text("rollout-effect.retry", RolloutWords.failed(counts)));
            case START -> throw new IllegalArgumentException("a start has a preview");
            case EXTEND, EXEMPT -> List.of(text("rollout-effect.extend"));
        };
    }

    /** Returns the effect of the start of a draft, or of an aborted rollout of an operating system again. */
    static List<String> start(RolloutView rollout, RolloutImpact impact) {
        List<String> effects = new ArrayList<>(isOfSystem(rollout) ? all(impact) : of(impact));
        if (rollout.startAt() != null) {
            effects.add(text("rollout.starts-at", TimeText.absolute(rollout.startAt())));
        }
        if (rollout.emergency()) {
            effects.add(text("rollout-effect.emergency"));
        }
        return effects;
    }

    private static List<String> resume(RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        String again = text("rollout-effect.resume", rollout.phase(), counts.inFlight() + counts.unreachable());
        return rollout.state() == RolloutStatus.HALTED
                ? List.of(again, text("rollout-effect.halts-again"))
                : List.of(again);
    }

    private static List<String> proceed(RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        List<String> effects = new ArrayList<>();
        long left = counts.targeted() - counts.attested();
        if (left > 0) {
            effects.add(text("rollout-effect.not-attested", left));
        }
        int next = rollout.phase() + 1;
        effects.add(rollout.phases().stream()
                .filter(phase -> phase.number() == next)
                .findFirst()
                .map(phase -> text("rollout-effect.opens", next, RolloutWords.devices(phase)))
                .orElseGet(() -> text("rollout-effect.completes")));
        return effects;
    }

    private static List<String> abort(RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        if (counts.targeted() == 0) {
            return List.of(text("rollout-effect.abort-unopened"));
        }
        long have = counts.installed() + counts.attested();
        return List.of(
                text("rollout-effect.abort", have),
                text(isOfSystem(rollout) ? "rollout-effect.abort-system" : "rollout-effect.abort-trust"));
    }

    /** Returns the effect of a rollback. */
    static List<String> rollBack(RolloutView rollout, RollBackImpact impact) {
        List<String> effects = new ArrayList<>();
        effects.add(text("rollout-effect.roll-back", impact.devices()));
        if (impact.unreachable() > 0) {
            effects.add(text("rollout-effect.unreachable", impact.unreachable()));
        }
        effects.add(earlier(rollout));
        return effects;
    }

    /** Returns why a rollback is impossible; empty if it is possible. */
    static List<String> refusals(RollBackImpact impact) {
        return impact.willFail().stream()
                .map(failure -> text("rollout-effect.no-roll-back", failure.devices(), failure.reason()))
                .toList();
    }

    private static String earlier(RolloutView rollout) {
        return rollout.previousImages().isEmpty()
                ? text("rollout-effect.no-images-before")
                : text("rollout-effect.images-before", RolloutWords.images(rollout.previousImages()));
    }
}
