package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayTurn;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.component.TrustTurn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a replay found, in a sentence and a few numbers; while it runs, how far it is. */
final class ReplaySummary extends Div {
    ReplaySummary(ReplayView replay) {
        Panel panel = new Panel("What would change");
        panel.beside(TimeText.full(replay.startedAt()), new Span("by " + replay.startedBy()));
        if (replay.state() == ReplayState.RUNNING) {
            panel.add(progress(replay));
        } else {
            panel.add(outcome(replay));
        }
        panel.add(facts(replay));
        add(panel);
    }

    private static Div progress(ReplayView replay) {
        ProgressBar bar = new ProgressBar(0, Math.max(1, replay.devicesInAll()), replay.devicesDone());
        bar.setIndeterminate(replay.devicesInAll() == 0);
        bar.getElement().setAttribute("aria-label", "Devices looked at");
        Paragraph words = new Paragraph(PolicyWords.found(replay) + ". "
                + Objects.requireNonNullElse(replay.unusable(), "") + " You may leave this page; it goes on.");
        words.getElement().setAttribute("aria-live", "polite");
        return new Div(bar, words);
    }

    private static Outcome outcome(ReplayView replay) {
        Outcome outcome = new Outcome();
        if (replay.state() == ReplayState.FAILED) {
            outcome.say(
                    Tone.CONTRAINDICATED,
                    PolicyWords.found(replay) + ".",
                    new Paragraph(Objects.requireNonNullElse(replay.unusable(), "")));
            return outcome;
        }
        if (replay.state() != ReplayState.FINISHED) {
            outcome.say(Tone.WARNING, PolicyWords.found(replay) + ". Start it again.");
            return outcome;
        }
        List<Paragraph> rest = new ArrayList<>();
        if (replay.unusable() != null) {
            rest.add(new Paragraph("It cannot be used for an activation any more: " + replay.unusable()));
        }
        if (replay.devicesWithoutEvidence() > 0) {
            rest.add(new Paragraph("Nothing is known about " + Amount.of(replay.devicesWithoutEvidence(), "device")
                    + " that sent no evidence in that time."));
        }
        if (replay.evidencesUnreadable() > 0) {
            rest.add(new Paragraph(Amount.of(replay.evidencesUnreadable(), "piece", "pieces")
                    + " of stored evidence could not be appraised again and are left out."));
        }
        outcome.say(tone(replay), PolicyWords.found(replay) + ".", rest.toArray(Paragraph[]::new));
        if (replay.devicesChanged() > 0) {
            outcome.add(turns(replay));
        }
        return outcome;
    }

    private static Tone tone(ReplayView replay) {
        boolean worse = replay.groups().stream()
                .flatMap(group -> group.turns().stream())
                .anyMatch(turn -> severity(turn.to()) > severity(turn.from()));
        return worse ? Tone.WARNING : Tone.AFFIRMING;
    }

    private static int severity(Trust trust) {
        return switch (trust) {
            case TRUSTED -> 0;
            case OUTDATED -> 1;
            case UNKNOWN -> 2;
            case UNTRUSTED -> 3;
        };
    }

    /** Adds up the turns of all groups, the largest first. */
    private static Div turns(ReplayView replay) {
        Map<ReplayTurn, Long> sums = replay.groups().stream()
                .flatMap(group -> group.turns().stream())
                .collect(Collectors.groupingBy(
                        turn -> new ReplayTurn(turn.from(), turn.to(), 0),
                        Collectors.summingLong(ReplayTurn::devices)));
        Div lines = new Div();
        lines.addClassName("hf-turns");
        sums.entrySet().stream()
                .sorted(Map.Entry.<ReplayTurn, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(sum -> lines.add(
                        new TrustTurn(sum.getKey().from(), sum.getKey().to(), sum.getValue())));
        return lines;
    }

    private static Facts facts(ReplayView replay) {
        String compared = replay.comparedWith().stream()
                .map(reference -> PolicyWords.version(reference.policy(), reference.version()))
                .collect(Collectors.joining(", "));
        return new Facts()
                .with("Evidence since", TimeText.full(replay.from()))
                .with(
                        "Looked at",
                        Amount.of(replay.evidences(), "piece", "pieces")
                                + " of evidence, of each device at most its newest " + ReplayView.MAX_EVIDENCES)
                .with("Compared with", compared)
                .with("Ended", TimeText.full(replay.finishedAt(), "not yet"));
    }
}
