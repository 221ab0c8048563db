package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.component.PageHeader;

/** Replaces a page that does not exist or that the person may not see. The page does not tell which. */
@ParentLayout(ConsoleLayout.class)
public class NotFoundView extends Main implements HasErrorParameter<NotFoundException>, HasDynamicTitle {
    public NotFoundView() {
        addClassName("hf-page");
        add(
                new PageHeader(text("missing.title")).say(text("missing.text")),
                new Anchor(Links.CATALOGS, text("missing.catalogs")));
    }

    @Override
    public String getPageTitle() {
        return text("missing.title") + " · Holdfast";
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return ProblemType.NOT_FOUND.status();
    }
}
