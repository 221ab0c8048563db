package dev.holdfast.ui.feed;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** From the images that a silicon maker signed to a release in a feed; for owners of the installation. */
@Route("c/:catalog/os-feeds/release")
public class ReleaseView extends CatalogPage {
    private final transient FeedClient feeds;
    private final transient OsImageClient images;

    public ReleaseView(SignedIn signedIn, @RestClient FeedClient feeds, @RestClient OsImageClient images) {
        super(signedIn, "Release an operating system");
        under("OS feeds", Links::osFeeds);
        this.feeds = feeds;
        this.images = images;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        add(new PageHeader(title())
                .say("It is for the whole installation: every catalog's devices get it by their feed"));
        if (!signedIn().me().installationOwner()) {
            add(new EmptyState(
                    Icon.INSTALLED,
                    "Releasing is for owners of the installation",
                    "It concerns every catalog. Ask one of them.",
                    new Anchor(Links.osFeeds(visit.catalog()), "Show the OS feeds")));
            return;
        }
        String part =
                feeds.releases(1).stream().findFirst().map(OsReleaseView::part).orElse("");
        add(new Panel("Images, part and feed", new ReleaseForm(feeds, images, part, release -> {
            Toast.done("Release " + release.name() + " for " + release.part() + " is in "
                    + String.join(" and ", release.offeredBy()));
            Links.go(this, Links.osFeeds(visit.catalog()));
        })));
    }
}
