package dev.holdfast.ui.shell;

import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.PageHeader;

/** A page for owners of the installation about what counts in every catalog; others are told whom to ask. */
public abstract class InstallationPage extends CatalogPage {
    private final transient SignedIn signedIn;

    /** Knows who is there. */
    protected InstallationPage(SignedIn signedIn) {
        super(signedIn);
        this.signedIn = signedIn;
    }

    /** Shows it to an owner, below its header. */
    protected abstract void show(Visit visit, PageHeader header);

    /** Says to everybody else whose it is and what to do. */
    protected abstract EmptyState others();

    /** Returns who is there. */
    protected final SignedIn signedIn() {
        return signedIn;
    }

    @Override
    protected final void show(Visit visit) {
        removeAll();
        PageHeader header = new PageHeader(title());
        add(header);
        if (signedIn.me().installationOwner()) {
            show(visit, header);
        } else {
            add(others());
        }
    }
}
