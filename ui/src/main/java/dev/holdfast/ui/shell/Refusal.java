package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.ProblemText;
import jakarta.ws.rs.ProcessingException;

/** What the operator API refuses, to be shown beside what was asked for. */
public final class Refusal {
    private Refusal() {}

    /** Makes words of a refusal or an outage; throws on what is a fault of the console. */
    public static Component words(RuntimeException failure) {
        if (failure instanceof OperatorProblem || failure instanceof ProcessingException) {
            ProblemText text = new ProblemText(Problems.of(failure));
            ConfirmLink.of(failure).ifPresent(text::add);
            return text;
        }
        throw failure;
    }
}
