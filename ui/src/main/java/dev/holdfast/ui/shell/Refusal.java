package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.ProblemText;
import jakarta.ws.rs.ProcessingException;
import java.util.Optional;

/** Shows errors of the operator API beside the action that caused them. */
public final class Refusal {
    private Refusal() {}

    /** Shows an API error or an outage; rethrows failures of the console. */
    public static Component words(RuntimeException failure) {
        if (failure instanceof OperatorProblem || failure instanceof ProcessingException) {
            ProblemText problem = new ProblemText(Problems.of(failure));
            confirmation(failure).ifPresent(problem::add);
            return problem;
        }
        throw failure;
    }

    /** Returns a link that confirms the identity at the identity provider and comes back to this page; empty if not required. */
    static Optional<Component> confirmation(Throwable failure) {
        return Problems.confirmation(failure).map(required -> {
            UI ui = UI.getCurrent();
            String page = ui == null ? "" : ui.getActiveViewLocation().getPathWithQueryParameters();
            Anchor link = new Anchor(Links.confirm(required, page), text("confirm.link"));
            // Not a page of the router.
            link.setRouterIgnore(true);
            return link;
        });
    }
}
