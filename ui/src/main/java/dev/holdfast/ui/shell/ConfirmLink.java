package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.ui.client.Problems;
import java.util.Optional;

/** Leads whoever is to confirm who they are to the identity provider, and back to the page that they are on. */
final class ConfirmLink {
    private ConfirmLink() {}

    /** Returns the link, if that is what a failure asks for. */
    static Optional<Component> of(Throwable failure) {
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
