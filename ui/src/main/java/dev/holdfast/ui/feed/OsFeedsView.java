package dev.holdfast.ui.feed;

import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which operating systems the installation's feeds have. Scripts release them; an owner of the installation promotes. */
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
        ReleaseGrid grid = new ReleaseGrid(signedIn.me().installationOwner(), release -> promote(visit, release));
        grid.setEmptyStateComponent(new EmptyState(
                Icon.IMAGE,
                "No operating system was released yet",
                "An owner of the installation releases one with the operator API; the README says how."));
        grid.setItems(releases);
        add(header, grid);
    }

    @Override
    protected String title() {
        return "OS feeds";
    }

    private void promote(Visit visit, OsReleaseView release) {
        try {
            client.promote(release.id());
            Toast.done("Release " + release.name() + " for " + release.part() + " is in Retail now.");
        } catch (OperatorProblem e) {
            Toast.failed(e.problem());
        }
        show(visit);
    }
}
