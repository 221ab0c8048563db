package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;

/**
 * A list that each catalog and the installation have, such as members. A path parameter {@code scope} selects the installation, whose list
 * only installation owners see.
 */
public abstract class ScopedPage extends CatalogPage {
    private final transient SignedIn signedIn;
    private final String name;
    private final PageHeader header;
    private final Div export = new Div();
    private final Div actions = new Div();
    private final Div content = new Div();
    private final Div closed = new Div();
    private boolean installation;

    /** Makes the page; {@code name} is its title in a catalog. */
    protected ScopedPage(SignedIn signedIn, String name) {
        super(signedIn);
        this.signedIn = signedIn;
        this.name = name;
        this.header = new PageHeader(name);
        content.addClassName("hf-stack");
        header.offer(export, actions);
        add(header, content, closed);
    }

    /** Sets what stands below the header, and the export of a catalog's list. */
    protected final void content(Component exportOfCatalog, Component... parts) {
        export.add(exportOfCatalog);
        content.add(parts);
    }

    /** Shows the list and returns the sentence of the header; empty for none. */
    protected abstract String fill(Visit visit);

    /** Returns what somebody who is no installation owner reads in place of the installation's list. */
    protected abstract EmptyState ownersOnly();

    /** Returns whether the list is the installation's. */
    protected final boolean isOfInstallation() {
        return installation;
    }

    /** Offers a button for something new. */
    protected final void offer(String text, Runnable clicked) {
        Button button = new Button(text, Icon.PLUS.draw(), event -> clicked.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        actions.add(button);
    }

    @Override
    public final void show(Visit visit) {
        installation = visit.path().get("scope").isPresent();
        boolean open = !installation || signedIn.me().installationOwner();
        header.name(title());
        actions.removeAll();
        export.setVisible(!installation);
        content.setVisible(open);
        closed.removeAll();
        String sentence = open ? fill(visit) : "";
        header.say(installation && !sentence.isEmpty() ? sentence + " · in every catalog" : sentence);
        if (!open) {
            closed.add(ownersOnly());
        }
    }

    @Override
    protected final String title() {
        return installation ? name + " of the installation" : name;
    }
}
