package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutCounts;
import dev.holdfast.contract.operator.rollout.RolloutFailureKind;
import dev.holdfast.contract.operator.rollout.RolloutHalt;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes rollouts in words, badges and bars. */
public final class RolloutWords {
    /** The filter of all failed devices of a rollout. */
    static final String ALL_FAILED = "kind:failed,returned,not-attested,silent";

    private static final int ALL = 100;
    /** Part of the devices for which the rate of a phase says nothing. */
    private static final int LAST_PART = 10;

    private RolloutWords() {}

    /** Returns the badge of a state. */
    public static StatusBadge badge(RolloutStatus state) {
        String words = word(state);
        return switch (state) {
            case DRAFT -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, words);
            case AWAITING_APPROVAL -> StatusBadge.of(Tone.WARNING, Icon.APPROVAL, words);
            case SCHEDULED -> StatusBadge.of(Tone.UNKNOWN, Icon.HOURGLASS, words);
            case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.ROLLOUT, words);
            case SOAKING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, words);
            case WAITING_FOR_PERSON -> StatusBadge.of(Tone.WARNING, Icon.PERSON, words);
            case HALTED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.ALERT, words);
            case PAUSED -> StatusBadge.of(Tone.WARNING, Icon.PAUSE, words);
            case ROLLING_BACK -> StatusBadge.of(Tone.WARNING, Icon.CLOCK_BACK, words);
            case COMPLETED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, words);
            case ABORTED -> StatusBadge.of(Tone.UNKNOWN, Icon.CROSS, words);
        };
    }

    /** Returns the badge of a rollout, which tells a rolled-back rollout from an aborted one. */
    static StatusBadge badge(RolloutView rollout) {
        return isRolledBack(rollout) ? rolledBack() : badge(rollout.state());
    }

    static StatusBadge rolledBack() {
        return StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, text("rollout.rolled-back"));
    }

    /** Returns whether the rollout ended because a person rolled it back. */
    static boolean isRolledBack(RolloutView rollout) {
        return rollout.state() == RolloutStatus.ABORTED && rollout.rolledBackAt() != null;
    }

    static StatusBadge badge(RolloutFailureKind kind) {
        String words = word(kind);
        return switch (kind) {
            case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.ALERT, words);
            case RETURNED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CLOCK_BACK, words);
            case NOT_ATTESTED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.SHIELD_ALERT, words);
            case SILENT -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.SILENT, words);
        };
    }

    /** Returns whether the rollout was started and has not ended. */
    static boolean isActive(RolloutView rollout) {
        return switch (rollout.state()) {
            case DRAFT, AWAITING_APPROVAL, COMPLETED, ABORTED -> false;
            case SCHEDULED, RUNNING, SOAKING, WAITING_FOR_PERSON, HALTED, PAUSED, ROLLING_BACK -> true;
        };
    }

    /** Returns the filter of all failed devices of a phase. */
    static String allFailed(int phase) {
        return ALL_FAILED + " " + Filter.of("phase", Integer.toString(phase)).text();
    }

    static long failed(RolloutCounts counts) {
        return counts.failed() + counts.returned() + counts.notAttested() + counts.silent();
    }

    /** Returns the bar of all devices of the group; {@code waiting} are those that no phase has opened. */
    static StackedBar bar(RolloutView rollout) {
        RolloutCounts counts = rollout.counts();
        List<StackedBar.Segment> segments = new ArrayList<>((isRolledBack(rollout)
                        ? rolledBack(text("rollout.progress"), counts)
                        : bar(text("rollout.progress"), counts))
                .segments());
        segments.add(segment("waiting", Math.max(0, rollout.devices() - counts.targeted()), Tone.WAITING));
        return new StackedBar(text("rollout.progress"), segments);
    }

    /** Returns the bar of open devices. Failed, unknown and unreachable devices have different tones. */
    static StackedBar bar(String label, RolloutCounts counts) {
        return new StackedBar(
                label,
                List.of(
                        segment("attested", counts.attested(), Tone.AFFIRMING),
                        segment("installed", counts.installed(), Tone.PROGRESS),
                        segment("installing", counts.installing(), Tone.STARTED),
                        segment("failed", failed(counts), Tone.CONTRAINDICATED),
                        segment("held", counts.held(), Tone.WARNING),
                        segment("unreachable", counts.unreachable(), Tone.UNREACHABLE),
                        segment("unknown", counts.unknown(), Tone.UNKNOWN)));
    }

    /** Returns the bar of open devices of a rollout that was rolled back: none of them counts as a success. */
    static StackedBar rolledBack(String label, RolloutCounts counts) {
        return new StackedBar(label, List.of(segment("rolled-back", counts.targeted(), Tone.UNKNOWN)));
    }

    private static StackedBar.Segment segment(String key, long count, Tone tone) {
        return new StackedBar.Segment(text("rollout-bar." + key), count, tone);
    }

    /** Returns a short form for lists: {@code 12 of 144 attested · phase 2 of 3}. */
    static String brief(RolloutView rollout) {
        if (isRolledBack(rollout)) {
            return text("rollout.rolled-back-brief", rollout.counts().targeted(), rollout.devices());
        }
        String attested = text("rollout.brief", rollout.counts().attested(), rollout.devices());
        return isActive(rollout) && rollout.phase() > 0 ? attested + " · " + phaseOf(rollout) : attested;
    }

    private static String phaseOf(RolloutView rollout) {
        return text("rollout.phase-of", rollout.phase(), rollout.phases().size());
    }

    /** Returns the line of state under the title. */
    static String sentence(RolloutView rollout) {
        List<String> parts = new ArrayList<>();
        parts.add(
                switch (rollout.state()) {
                    case DRAFT -> text("rollout.not-started");
                    case AWAITING_APPROVAL -> text("rollout.awaits-approval");
                    case SCHEDULED ->
                        rollout.startAt() == null
                                ? text("rollout.starts-soon")
                                : text("rollout.starts-at", TimeText.absolute(rollout.startAt()));
                    case RUNNING, SOAKING, WAITING_FOR_PERSON, HALTED, PAUSED, ROLLING_BACK -> phaseOf(rollout);
                    case COMPLETED -> text("rollout.completed");
                    case ABORTED -> text(isRolledBack(rollout) ? "rollout.rolled-back-to" : "rollout.aborted");
                });
        RolloutCounts counts = rollout.counts();
        if (counts.targeted() > 0 && !isRolledBack(rollout)) {
            parts.add(text("rollout.attested-of", counts.attested(), counts.targeted()));
            if (failed(counts) > 0) {
                parts.add(text("rollout.failed-count", failed(counts)));
            }
        }
        nextStep(rollout, Instant.now()).ifPresent(at -> parts.add(text("rollout.next-step", TimeText.absolute(at))));
        return String.join(" · ", parts);
    }

    /**
     * Returns when the newest phase ends: the end of its soak time, or the time when enough devices have attested at the rate since it
     * opened; empty if unknown. The last tenth of the devices are slower than the others, or never attest.
     */
    static Optional<Instant> nextStep(RolloutView rollout, Instant now) {
        if (rollout.state() == RolloutStatus.SOAKING) {
            return Optional.ofNullable(rollout.soaksUntil());
        }
        if (rollout.state() != RolloutStatus.RUNNING || rollout.phase() == 0) {
            return Optional.empty();
        }
        PhaseView phase = rollout.phases().get(rollout.phase() - 1);
        Instant opened = phase.openedAt();
        long attested = phase.counts().attested();
        long missing = Math.ceilDiv(phase.counts().targeted() * phase.successPercent(), (long) ALL) - attested;
        return opened == null
                        || attested == 0
                        || missing > phase.counts().inFlight()
                        || missing * LAST_PART <= attested + missing
                ? Optional.empty()
                : Optional.of(now.plus(
                        Duration.between(opened, now).multipliedBy(missing).dividedBy(attested)));
    }

    /** Returns who is in a phase: {@code 10% of the group}. */
    static String devices(PhaseView phase) {
        if (phase.percent() != null) {
            return phase.percent() == ALL ? text("rollout-phase.all") : text("rollout-phase.percent", phase.percent());
        }
        if (phase.count() != null) {
            return text("rollout-phase.count", phase.count());
        }
        return phase.tag() != null
                ? text("rollout-phase.tag", phase.tag())
                : text("rollout-phase.list", phase.listed() == null ? 0 : phase.listed());
    }

    static String images(List<ImageView> images) {
        return images.stream()
                .map(image -> text("deploy.image", image.name(), Long.toString(image.securityVersion())))
                .collect(Collectors.joining(", "));
    }

    /** Returns a time such as {@code 24 hours}, or {@code none} for 0. */
    static String minutes(long minutes) {
        return minutes == 0 ? text("rollout.no-soak") : TimeText.length(Duration.ofMinutes(minutes));
    }

    /** Returns the rule that fired with its numbers, or the reason of the person who stopped all rollouts. */
    static String halt(RolloutHalt halt) {
        HaltRuleView rule = halt.rule();
        if (rule == null) {
            return text("rollout-halt.stopped", halt.reason());
        }
        return text(
                "rollout-halt." + rule.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                halt.affected(),
                halt.of(),
                percent(halt.affected(), halt.of()),
                rule.percent(),
                rule.minimum(),
                halt.affectedBefore(),
                halt.ofBefore());
    }

    private static double percent(long part, long of) {
        return of == 0 ? 0 : (double) part * ALL / of;
    }

    /** Returns a rule: {@code Installation failed: more than 10%, at least 20 devices}. */
    static String rule(HaltRuleView rule) {
        return text("rollout.rule", word(rule.cause()), rule.percent(), Amount.of(rule.minimum(), "device"));
    }

    /** Returns the filter of the failed devices that a rule counts; empty for crashes, which are no failures. */
    static String evidence(HaltCause cause) {
        return switch (cause) {
            case INSTALL_FAILED -> "kind:failed,returned";
            case DID_NOT_COME_BACK -> "kind:silent";
            case ATTESTATION_FAILED -> "kind:not-attested";
            case CRASH_RATE -> "";
        };
    }
}
