package dev.holdfast.ui.feed;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which operating systems the installation's feeds have; an owner of the installation releases, promotes and withdraws. */
@Route("c/:catalog/os-feeds")
public class OsFeedsView extends CatalogPage {
    private final transient SignedIn signedIn;
    private final transient FeedClient client;

    /** Makes the page. */
    @Inject
    public OsFeedsView(SignedIn signedIn, @RestClient FeedClient client) {
        super(signedIn);
        this.signedIn = signedIn;
        this.client = client;
        addClassName("hf-page-list");
    }

    @Override
    protected void show(Visit visit) {
        List<OsReleaseView> releases = client.releases(FeedClient.MOST);
        removeAll();
        PageHeader header = new PageHeader(title());
        header.say(Amount.of(releases.size(), "release")
                + " · devices get the newest of their group's feed; RetailEval has it first");
        boolean owner = signedIn.me().installationOwner();
        if (owner) {
            Anchor release = new Anchor(Links.releaseOs(visit.catalog()), "Release an operating system");
            release.addClassName("hf-button-link");
            header.offer(release);
        }
        ReleaseGrid grid = new ReleaseGrid(owner ? new ReleaseActs(client, () -> show(visit)) : null);
        grid.setEmptyStateComponent(new EmptyState(
                Icon.IMAGE,
                "No operating system was released yet",
                owner
                        ? "Upload the images that the silicon maker signed, and release them together."
                        : "An owner of the installation releases one; devices cannot be trusted before."));
        grid.setItems(releases);
        add(header, grid);
    }

    @Override
    protected String title() {
        return "OS feeds";
    }
}
