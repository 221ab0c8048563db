package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.ProblemText;
import jakarta.ws.rs.ProcessingException;
import java.util.Optional;

/** What the operator API refuses, to be shown beside what was asked for. */
public final class Refusal {
    private Refusal() {}

    /** Makes words of a refusal or an outage; throws on what is a fault of the console. */
    public static Component words(RuntimeException failure) {
        if (failure instanceof OperatorProblem || failure instanceof ProcessingException) {
            ProblemText text = new ProblemText(Problems.of(failure));
            confirmation(failure).ifPresent(text::add);
            return text;
        }
        throw failure;
    }

    /** Returns the link to confirm who one is at the identity provider, and back to this page, if a failure asks for that. */
    static Optional<Component> confirmation(Throwable failure) {
        return Problems.confirmation(failure).map(wanted -> {
            UI ui = UI.getCurrent();
            String page = ui == null ? "" : ui.getActiveViewLocation().getPathWithQueryParameters();
            Anchor link = new Anchor(Links.confirm(wanted, page), "Confirm now and come back here");
            // No page of ours: the browser has to go there.
            link.setRouterIgnore(true);
            return link;
        });
    }
}
