package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.rollout.PhaseImpact;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutActionImpact;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
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

    /** Returns the effect of an action that has neither another preview nor another dialog. */
    static List<String> of(RolloutAction action, RolloutView rollout, RolloutActionImpact impact) {
        List<String> effects = new ArrayList<>();
        effects.add(
                switch (action) {
                    case PAUSE -> text("rollout-effect.pause");
                    case RESUME -> text("rollout-effect.resume", rollout.phase());
                    case PROCEED -> proceed(rollout);
                    case RETRY_FAILED -> text("rollout-effect.retry");
                    case ABORT -> text("rollout-effect.abort");
                    case START, ROLL_BACK, EXTEND, EXEMPT ->
                        throw new IllegalArgumentException(action + " has another effect");
                });
        add(effects, "rollout-effect.offered", impact.offered());
        add(effects, "rollout-effect.withheld", impact.withheld());
        add(effects, "rollout-effect.unreachable", impact.unreachable());
        add(effects, "rollout-effect.installed", impact.installed());
        if (action == RolloutAction.ABORT && rollout.phase() > 0) {
            effects.add(text(isOfSystem(rollout) ? "rollout-effect.abort-system" : "rollout-effect.abort-trust"));
        }
        return effects;
    }

    private static void add(List<String> effects, String key, long devices) {
        if (devices > 0) {
            effects.add(text(key, devices));
        }
    }

    /** Returns that a resumed rollout would halt at once, and why; empty if it would not. */
    static List<String> warnings(RolloutActionImpact impact) {
        return impact.halt() == null
                ? List.of()
                : List.of(RolloutWords.halt(impact.halt()), text("rollout-effect.halts-again"));
    }

    private static String proceed(RolloutView rollout) {
        int next = rollout.phase() + 1;
        return rollout.phases().stream()
                .filter(phase -> phase.number() == next)
                .findFirst()
                .map(phase -> text("rollout-effect.opens", next, RolloutWords.devices(phase)))
                .orElseGet(() -> text("rollout-effect.completes"));
    }

    /** Returns the effect of a rollback. */
    static List<String> rollBack(RolloutView rollout, RollBackImpact impact) {
        List<String> effects = new ArrayList<>();
        effects.add(text("rollout-effect.roll-back", impact.devices()));
        add(effects, "rollout-effect.unreachable", impact.unreachable());
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
