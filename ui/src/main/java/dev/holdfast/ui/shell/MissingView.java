package dev.holdfast.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.component.PageHeader;

/** There is no such page, or not one that this person may know of; the two look the same. */
@ParentLayout(ConsoleLayout.class)
@PageTitle("Not found · Holdfast")
public class MissingView extends Main implements HasErrorParameter<NotFoundException> {
    public MissingView() {
        addClassName("hf-page");
        add(
                new PageHeader("Nothing is here")
                        .say(
                                "The address is wrong, what it names was removed, or it takes a role in the catalog that you do not have."),
                new Anchor(Links.CATALOGS, "Go to your catalogs"));
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        return ProblemType.NOT_FOUND.status();
    }
}
