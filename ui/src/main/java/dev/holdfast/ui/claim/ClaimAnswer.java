package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.ProblemText;
import dev.holdfast.ui.component.Tone;
import java.util.List;

/** What came of a claim, for people: a sentence, the lines that were refused, and the way to the devices. */
final class ClaimAnswer extends Div {
    private static final int MOST_TOLD = 100;

    private final transient ClaimOutcome outcome;

    /** Shows it, with a link to where the claimed devices are. */
    ClaimAnswer(ClaimOutcome outcome, String devices) {
        this.outcome = outcome;
        if (outcome.stopped() != null) {
            stopped(outcome.stopped());
        }
        if (!outcome.refused().isEmpty()) {
            add(new ProblemLines(Amount.of(outcome.refused().size(), "device") + " refused", outcome.refused()));
        }
        if (outcome.claimed() + outcome.moved() + outcome.unchanged() > 0) {
            add(new Anchor(devices, "Show the devices"));
        }
    }

    /** Shows it where an act says what came of it. */
    void in(Outcome place) {
        place.say(outcome.complete() ? Tone.AFFIRMING : Tone.CONTRAINDICATED, outcome.sentence(), this);
    }

    private void stopped(Problem problem) {
        List<LineProblem> lines = LineProblem.in(problem);
        if (lines.isEmpty()) {
            add(new ProblemText(problem));
            return;
        }
        // The lines say more, and better, than the problem's list of fields.
        add(new ProblemText(new Problem(
                problem.type(), problem.title(), problem.status(), problem.detail(), problem.requestId(), List.of())));
        add(new ProblemLines(
                lines.size() < MOST_TOLD
                        ? Amount.of(lines.size(), "line") + " to correct"
                        : "The first " + lines.size() + " lines to correct",
                lines));
    }
}
