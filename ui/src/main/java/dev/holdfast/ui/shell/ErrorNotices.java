package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.SessionInitEvent;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.component.Toast;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Shows failures, and requests for approval, after a click, a poll or a scroll. The page stays as it was. */
@ApplicationScoped
public class ErrorNotices {
    private static final Logger LOG = Logger.getLogger(ErrorNotices.class);

    void start(@Observes SessionInitEvent event) {
        event.getSession().setErrorHandler(ErrorNotices::show);
    }

    private static void show(ErrorEvent event) {
        Throwable failure = event.getThrowable();
        if (failure instanceof ApprovalNeeded requested) {
            requested.tell();
            return;
        }
        if (Problems.isConsoleFault(failure)) {
            LOG.error("event=action_failed", failure);
        }
        if (UI.getCurrent() != null) {
            Toast.failed(
                    Problems.of(failure), Refusal.confirmation(failure).stream().toArray(Component[]::new));
        }
    }
}
