package dev.holdfast.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import org.jspecify.annotations.Nullable;

/** A page for owners of the installation about what counts in every catalog; others are told whom to ask. */
public abstract class InstallationPage extends CatalogPage {
    private final transient SignedIn signedIn;
    private PageHeader header = new PageHeader("");
    private Showing showing = Showing.NOTHING;
    private transient @Nullable Visit latest;

    private enum Showing {
        NOTHING,
        PAGE,
        WHOM_TO_ASK
    }

    /** Knows who is there. */
    protected InstallationPage(SignedIn signedIn) {
        super(signedIn);
        this.signedIn = signedIn;
    }

    /** Lays the page out for an owner, below its header; it stays while somebody is there. */
    protected abstract void begin();

    /** Shows it to an owner, and returns the sentence of its header; empty for none. */
    protected abstract String fill(Visit visit);

    /** Names what the button of the header does. */
    protected abstract String adding();

    /** Asks what to add; {@code added} shows the page with it. */
    protected abstract void ask(Runnable added);

    /** Says to everybody else whose it is and what to do. */
    protected abstract EmptyState others();

    /** Returns who is there. */
    protected final SignedIn signedIn() {
        return signedIn;
    }

    @Override
    protected final void show(Visit visit) {
        latest = visit;
        Showing wanted = signedIn.me().installationOwner() ? Showing.PAGE : Showing.WHOM_TO_ASK;
        if (wanted != showing) {
            showing = wanted;
            removeAll();
            header = new PageHeader(title());
            add(header);
            if (wanted == Showing.PAGE) {
                Button give = new Button(adding(), Icon.PLUS.draw(), clicked -> ask(this::again));
                give.addThemeVariants(ButtonVariant.PRIMARY);
                header.offer(give);
                begin();
            } else {
                add(others());
            }
        }
        if (wanted == Showing.PAGE) {
            String sentence = fill(visit);
            header.say(sentence.isEmpty() ? "" : sentence + " · in every catalog");
        }
    }

    private void again() {
        if (latest != null) {
            show(latest);
        }
    }
}
