package dev.holdfast.ui.feed;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Which operating systems the installation's feeds have; an owner of the installation releases, promotes and withdraws. */
@Route("c/:catalog/os-feeds")
public class OsFeedsView extends CatalogPage {
    private final transient FeedClient client;

    public OsFeedsView(SignedIn signedIn, @RestClient FeedClient client) {
        super(signedIn, "OS feeds");
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
        boolean owner = signedIn().me().installationOwner();
        if (owner) {
            Anchor release = Styled.as(
                    "hf-button-link", new Anchor(Links.releaseOs(visit.catalog()), "Release an operating system"));
            header.offer(release);
        }
        Grid<OsReleaseView> grid = grid(owner ? new ReleaseActs(client, () -> show(visit)) : null);
        grid.setEmptyStateComponent(new EmptyState(
                Icon.IMAGE,
                "No operating system was released yet",
                owner
                        ? "Upload the images that the silicon manufacturer signed, and release them together."
                        : "An owner of the installation releases one; devices cannot be trusted before."));
        grid.setItems(releases);
        add(header, grid);
    }

    /** Shows releases, a row each, with {@code acts}; null for who may do none of them. */
    private static Grid<OsReleaseView> grid(@Nullable ReleaseActs acts) {
        Grid<OsReleaseView> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        grid.addClassName("hf-grid");
        grid.getElement().setAttribute("aria-label", "Releases of the operating system");
        grid.addColumn(OsReleaseView::name)
                .setHeader("Release")
                .setRowHeader(true)
                .setAutoWidth(true);
        grid.addColumn(OsReleaseView::part).setHeader("Part").setAutoWidth(true);
        grid.addComponentColumn(OsFeedsView::state).setHeader("Offered by").setAutoWidth(true);
        grid.addColumn(release -> release.images().size()).setHeader("Images").setAutoWidth(true);
        grid.addComponentColumn(OsFeedsView::released).setHeader("Released").setAutoWidth(true);
        grid.addComponentColumn(OsFeedsView::retail).setHeader("In Retail").setAutoWidth(true);
        if (acts != null) {
            GridRows.narrow(grid.addComponentColumn(release -> actions(release, acts)), "Actions");
        }
        grid.getColumns().forEach(column -> column.setResizable(true));
        return grid;
    }

    private static Component state(OsReleaseView release) {
        if (release.withdrawnAt() != null) {
            return withdrawn(release, release.withdrawnAt());
        }
        if (release.offeredBy().isEmpty()) {
            return new Span("A newer release");
        }
        return StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, String.join(", ", release.offeredBy()));
    }

    private static Component withdrawn(OsReleaseView release, Instant at) {
        Span who =
                Styled.as("hf-muted", new Span(new Span("by " + release.withdrawnBy() + " "), TimeText.relative(at)));
        Span why = Styled.as("hf-words", new Span(release.withdrawnReason()));
        Span next = Styled.as(
                "hf-words",
                new Span((release.retiredAt() == null
                                ? "Devices that run it stay trusted"
                                : "Devices that run it are untrusted")
                        + " and stay on it: release something newer."));
        return Styled.div(
                "hf-two-lines", StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Withdrawn"), who, why, next);
    }

    private static Component released(OsReleaseView release) {
        return Styled.div(
                "hf-two-lines", TimeText.relative(release.releasedAt()), Styled.muted("by " + release.releasedBy()));
    }

    private static Component retail(OsReleaseView release) {
        if (release.retailAt() != null) {
            return TimeText.relative(release.retailAt());
        }
        return release.promoteAt() == null
                ? new Span(isPromotable(release) ? "By hand" : "–")
                : TimeText.relative(release.promoteAt());
    }

    private static boolean isPromotable(OsReleaseView release) {
        return release.retailAt() == null && release.withdrawnAt() == null;
    }

    private static Component actions(OsReleaseView release, ReleaseActs acts) {
        Div cell = Styled.div("hf-inline");
        if (isPromotable(release)) {
            cell.add(button("Promote…", "to Retail", release, () -> acts.promote(release)));
        }
        if (release.withdrawnAt() == null) {
            cell.add(button("Withdraw…", "", release, () -> acts.withdraw(release)));
        }
        return cell;
    }

    private static Button button(String verb, String where, OsReleaseView release, Runnable act) {
        String name = String.join(" ", verb.replace("…", ""), release.name(), "for", release.part(), where);
        return Styled.small(verb, name.strip(), act);
    }
}
