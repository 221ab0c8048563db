package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Styled;
import java.util.function.UnaryOperator;

/**
 * A page with a list that every catalog and the installation have, such as members. A path parameter {@code scope} selects the
 * installation.
 */
public abstract class ScopedPage<T> extends ListPage<T> {
    private final ListSpec spec;
    private final transient UnaryOperator<String> pathOfInstallation;
    private final Div actions = new Div();
    private final Div content = new Div();
    private final Div closed = new Div();
    private boolean installation;

    /** Makes the page. {@code pathOfInstallation} returns the address of the installation's list. */
    protected ScopedPage(
            SignedIn signedIn, ListSpec spec, UnaryOperator<String> pathOfInstallation, ExportClient exports) {
        super(signedIn, spec, exports);
        this.spec = spec;
        this.pathOfInstallation = pathOfInstallation;
        content.addClassName("hf-stack");
        content.add(box.row(), list);
        header.offer(actions);
        add(header, content, closed);
    }

    /** Adds components below the list. */
    protected final void below(Component... parts) {
        content.add(parts);
    }

    /** Returns the content in place of the installation's list for people who are not installation owners. */
    protected abstract EmptyState ownersOnly();

    protected final boolean isOfInstallation() {
        return installation;
    }

    /** Adds a button to the heading until the next navigation. */
    protected final void offer(String label, Runnable clicked) {
        actions.add(Styled.adding(label, clicked));
    }

    @Override
    public final void show(Visit visit) {
        installation = visit.path().get("scope").isPresent();
        header.name(title());
        actions.removeAll();
        closed.removeAll();
        content.setVisible(isOpen());
        if (isOpen()) {
            super.show(visit);
        } else {
            close();
            closed.add(ownersOnly());
        }
    }

    private boolean isOpen() {
        return !installation || signedIn().me().installationOwner();
    }

    @Override
    public void refresh() {
        if (isOpen()) {
            super.refresh();
        }
    }

    @Override
    protected final String path() {
        return installation ? pathOfInstallation.apply(visit().catalog()) : super.path();
    }

    @Override
    protected final boolean isExported(Visit visit) {
        return !installation && super.isExported(visit);
    }

    @Override
    protected String sentence(LinkedPages<T> pages, String count) {
        return installation ? text("list.every-catalog", count) : count;
    }

    @Override
    protected final String title() {
        return installation ? text("navigation.installation-" + spec.name()) : spec.title();
    }
}
