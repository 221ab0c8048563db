package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.util.function.Consumer;

/** Makes lists of rollouts with their progress. */
public final class RolloutRows {
    private static final int SHORT_ID = 8;

    private RolloutRows() {}

    static GridRows<RolloutView> ofCatalog(String catalog, Consumer<RolloutView> open) {
        Grid<RolloutView> grid = new Grid<>();
        GridRows.wide(
                GridRows.naming(grid.addComponentColumn(
                        rollout -> named("hf-whole", catalog, rollout, rollout.product() + " / " + rollout.group()))),
                text("deployments.column.target"),
                "13rem",
                1);
        GridRows.narrow(
                grid.addComponentColumn(rollout -> RolloutWords.badge(rollout)), text("deployments.column.state"));
        GridRows.wide(
                grid.addColumn(rollout -> RolloutWords.images(rollout.images())),
                text("deployments.column.images"),
                "14rem",
                1);
        GridRows.wide(grid.addComponentColumn(RolloutRows::progress), text("deployments.column.progress"), "16rem", 1);
        grid.addComponentColumn(RolloutRows::created)
                .setKey("at")
                .setHeader(text("rollouts.column.created"))
                .setAutoWidth(true);
        return new GridRows<>(text("rollouts.title"), grid, RolloutView::id).opening(open);
    }

    /** Makes the list of the rollouts to a group. */
    public static TableRows<RolloutView> ofGroup(String catalog) {
        return new TableRows<>(text("rollouts.title"), RolloutView::id)
                .column(
                        text("deployments.column.images"),
                        rollout -> named("", catalog, rollout, RolloutWords.images(rollout.images())))
                .column(text("deployments.column.state"), rollout -> RolloutWords.badge(rollout))
                .column(text("deployments.column.progress"), RolloutRows::progress)
                .column(text("rollouts.column.created"), RolloutRows::created);
    }

    /** Returns the state of a rollout with a link to its page. */
    public static Component state(String catalog, RolloutView rollout) {
        return Styled.div(
                "hf-title-line",
                RolloutWords.badge(rollout),
                link(catalog, rollout, RolloutWords.images(rollout.images())),
                Styled.muted(progressWords(rollout)));
    }

    /** Returns whether a rollout changes by itself or waits for a person. */
    public static boolean isOpen(RolloutView rollout) {
        return rollout.endedAt() == null;
    }

    private static Anchor link(String catalog, RolloutView rollout, String words) {
        return new Anchor(Links.rollout(catalog, rollout.id()), words.isEmpty() ? text("rollout.title") : words);
    }

    /** Shows a link with the beginning of the ID, which tells equal drafts apart. */
    private static Component named(String classes, String catalog, RolloutView rollout, String words) {
        Span id = Styled.as("hf-muted hf-mono", new Span(rollout.id().toString().substring(0, SHORT_ID)));
        id.setTitle(rollout.id().toString());
        return Styled.div(("hf-two-lines " + classes).strip(), link(catalog, rollout, words), id);
    }

    /** Says how many devices attested; before the first phase opened a device, only why not. */
    private static String progressWords(RolloutView rollout) {
        return rollout.counts().targeted() == 0 ? RolloutWords.sentence(rollout) : RolloutWords.brief(rollout);
    }

    private static Component progress(RolloutView rollout) {
        if (rollout.counts().targeted() == 0) {
            return Styled.muted(progressWords(rollout));
        }
        return Styled.div("hf-progress-cell", RolloutWords.bar(rollout).draw(), Styled.muted(progressWords(rollout)));
    }

    private static Component created(RolloutView rollout) {
        return Styled.twoLines(TimeText.relative(rollout.createdAt()), text("deployment.by", rollout.createdBy()));
    }
}
