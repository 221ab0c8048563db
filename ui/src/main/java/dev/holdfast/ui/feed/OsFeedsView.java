package dev.holdfast.ui.feed;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The newest OS releases of the installation, at most {@value FeedClient#MAX}. Installation owners release, promote and withdraw them. */
@Route("c/:catalog/os-feeds")
public class OsFeedsView extends CatalogPage {
    private final transient FeedClient client;

    public OsFeedsView(SignedIn signedIn, @RestClient FeedClient client) {
        super(signedIn, text("os-feeds.title"));
        this.client = client;
    }

    @Override
    protected void show(Visit visit) {
        List<OsReleaseView> releases = client.releases(FeedClient.MAX);
        removeAll();
        PageHeader header = new PageHeader(title());
        header.say(text("os-feeds.summary", releases.size()));
        boolean owner = signedIn().me().installationOwner();
        if (owner) {
            Anchor release = new Anchor(Links.releaseOs(visit.catalog()), text("os-feeds.release"));
            header.offer(Styled.as("hf-button-link", release));
        }
        add(header);
        if (releases.isEmpty()) {
            add(new EmptyState(
                    Icon.IMAGE,
                    text("os-feeds.empty.title"),
                    text(owner ? "os-feeds.empty.owner" : "os-feeds.empty.reader")));
        } else {
            add(new Panel(
                    text("os-feeds.releases"),
                    table(releases, owner ? new ReleaseActions(client, () -> show(visit)) : null)));
        }
    }

    /** Makes a table of releases; {@code actions} is null for people who are no installation owners. */
    private static RowTable table(List<OsReleaseView> releases, @Nullable ReleaseActions actions) {
        RowTable table = new RowTable(
                text("os-feeds.releases"),
                text("os-feeds.column.release"),
                text("os-feeds.column.part"),
                text("os-feeds.column.offered-by"),
                text("os-feeds.column.images"),
                text("os-feeds.column.released"),
                text("os-feeds.column.retail"));
        if (actions != null) {
            table.column(text("os-feeds.column.actions"));
        }
        for (OsReleaseView release : releases) {
            List<Component> cells = new ArrayList<>(List.of(
                    new Span(release.name()),
                    Styled.as("hf-word", new Span(release.part())),
                    state(release),
                    new Span(Integer.toString(release.images().size())),
                    released(release),
                    retail(release)));
            if (actions != null) {
                cells.add(buttons(release, actions));
            }
            table.row(cells.toArray(Component[]::new));
        }
        return table;
    }

    private static Component state(OsReleaseView release) {
        if (release.withdrawnAt() != null) {
            return withdrawn(release, release.withdrawnAt());
        }
        if (release.offeredBy().isEmpty()) {
            return new Span(text("os-feeds.superseded"));
        }
        return StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, String.join(", ", release.offeredBy()));
    }

    private static Component withdrawn(OsReleaseView release, Instant at) {
        Span by = new Span(text("os-feeds.by", release.withdrawnBy()) + " ");
        String effect = release.retiredAt() == null ? "os-feeds.withdrawn.trusted" : "os-feeds.withdrawn.untrusted";
        return Styled.div(
                "hf-two-lines",
                StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, text("os-feeds.withdrawn")),
                Styled.as("hf-muted", new Span(by, TimeText.relative(at))),
                Styled.as("hf-whole", new Span(release.withdrawnReason())),
                Styled.as("hf-whole", new Span(text(effect))));
    }

    private static Component released(OsReleaseView release) {
        return Styled.div(
                "hf-two-lines",
                TimeText.relative(release.releasedAt()),
                Styled.muted(text("os-feeds.by", release.releasedBy())));
    }

    /** Shows when the release came to Retail or will come, or that it must be promoted; a dash if it was withdrawn before that. */
    private static Component retail(OsReleaseView release) {
        if (release.retailAt() != null) {
            return TimeText.relative(release.retailAt());
        }
        return release.promoteAt() == null
                ? new Span(isPromotable(release) ? text("os-feeds.manual") : "–")
                : TimeText.relative(release.promoteAt());
    }

    private static boolean isPromotable(OsReleaseView release) {
        return release.retailAt() == null && release.withdrawnAt() == null;
    }

    private static Component buttons(OsReleaseView release, ReleaseActions actions) {
        Div cell = Styled.div("hf-inline");
        if (isPromotable(release)) {
            cell.add(button("os-feeds.promote", release, () -> actions.promote(release)));
        }
        if (release.withdrawnAt() == null) {
            cell.add(button("os-feeds.withdraw", release, () -> actions.withdraw(release)));
        }
        return cell;
    }

    private static Button button(String key, OsReleaseView release, Runnable action) {
        return Styled.small(text(key), text(key + ".of", release.name(), release.part()), action);
    }
}
