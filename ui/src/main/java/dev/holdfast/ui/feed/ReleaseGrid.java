package dev.holdfast.ui.feed;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Releases, a row each. */
final class ReleaseGrid extends Grid<OsReleaseView> {
    /** Offers {@code acts}; null for who may do none of them. */
    ReleaseGrid(@Nullable ReleaseActs acts) {
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        addClassName("hf-grid");
        getElement().setAttribute("aria-label", "Releases of the operating system");
        addColumn(OsReleaseView::name).setHeader("Release").setRowHeader(true).setAutoWidth(true);
        addColumn(OsReleaseView::part).setHeader("Part").setAutoWidth(true);
        addComponentColumn(ReleaseGrid::state).setHeader("Offered by").setAutoWidth(true);
        addColumn(release -> release.images().size()).setHeader("Images").setAutoWidth(true);
        addComponentColumn(ReleaseGrid::released).setHeader("Released").setAutoWidth(true);
        addComponentColumn(ReleaseGrid::retail).setHeader("In Retail").setAutoWidth(true);
        if (acts != null) {
            addComponentColumn(release -> actions(release, acts))
                    .setHeader("Actions")
                    .setAutoWidth(true)
                    .setFlexGrow(0);
        }
        getColumns().forEach(column -> column.setResizable(true));
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

    /** What was done, who did it, and what is to do now. */
    private static Component withdrawn(OsReleaseView release, Instant at) {
        Span who = new Span(new Span("by " + release.withdrawnBy() + " "), TimeText.relative(at));
        who.addClassName("hf-muted");
        Span why = new Span(release.withdrawnReason());
        why.addClassName("hf-words");
        Span next = new Span(
                (release.retiredAt() == null ? "Devices that run it stay trusted" : "Devices that run it are untrusted")
                        + " and stay on it: release something newer.");
        next.addClassName("hf-words");
        Div all = new Div(StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Withdrawn"), who, why, next);
        all.addClassName("hf-two-lines");
        return all;
    }

    private static Component released(OsReleaseView release) {
        Span by = new Span("by " + release.releasedBy());
        by.addClassName("hf-muted");
        Div both = new Div(TimeText.relative(release.releasedAt()), by);
        both.addClassName("hf-two-lines");
        return both;
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
        Div cell = new Div();
        cell.addClassName("hf-inline");
        if (isPromotable(release)) {
            cell.add(button("Promote…", "to Retail", release, () -> acts.promote(release)));
        }
        if (release.withdrawnAt() == null) {
            cell.add(button("Withdraw…", "", release, () -> acts.withdraw(release)));
        }
        return cell;
    }

    private static Button button(String verb, String where, OsReleaseView release, Runnable act) {
        Button button = new Button(verb, clicked -> act.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(String.join(" ", verb.replace("…", ""), release.name(), "for", release.part(), where)
                .strip());
        return button;
    }
}
