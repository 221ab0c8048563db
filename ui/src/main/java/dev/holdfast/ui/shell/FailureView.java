package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.ProblemText;
import org.jboss.logging.Logger;

/** Replaces a page that could not be opened: shows the problem and a link to try again. */
@ParentLayout(ConsoleLayout.class)
public class FailureView extends Main implements HasErrorParameter<Exception>, HasDynamicTitle {
    private static final Logger LOG = Logger.getLogger(FailureView.class);

    private String title = "";

    public FailureView() {
        addClassName("hf-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        Exception failure = parameter.getException();
        Problem problem = Problems.of(failure);
        if (Problems.isConsoleFault(failure)) {
            LOG.errorf(failure, "event=page_failed path=%s", event.getLocation().getPath());
        }
        title = problem.title();
        Anchor again = new Anchor(event.getLocation().getPathWithQueryParameters(), text("failure.retry"));
        again.setRouterIgnore(true);
        add(new PageHeader(text("failure.title")), new ProblemText(problem), again);
        return problem.status();
    }

    @Override
    public String getPageTitle() {
        return title + " · Holdfast";
    }
}
