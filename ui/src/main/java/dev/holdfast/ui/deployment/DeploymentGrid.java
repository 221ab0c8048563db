package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.RowName;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deployments, a row each with its progress. */
final class DeploymentGrid extends Grid<Progress> {
    private final Visit visit;

    private DeploymentGrid(Visit visit) {
        this.visit = visit;
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        addClassName("hf-grid");
        getElement().setAttribute("aria-label", "Deployments");
    }

    /** Makes one of deployments to groups of the catalog. */
    static DeploymentGrid ofGroups(Visit visit) {
        DeploymentGrid grid = new DeploymentGrid(visit);
        grid.leading("Product / group", DeploymentGrid::target);
        grid.addColumn(DeploymentGrid::images).setHeader("Images").setWidth("14rem");
        grid.following();
        return grid;
    }

    /** Makes one of deployments to a group that the page is about; it is as high as they take. */
    static DeploymentGrid ofGroup(Visit visit) {
        DeploymentGrid grid = new DeploymentGrid(visit);
        grid.leading("Images", DeploymentGrid::images);
        grid.following();
        grid.setAllRowsVisible(true);
        return grid;
    }

    private void leading(String header, Function<Progress, String> words) {
        RowName.of(addComponentColumn(progress -> linked(progress, words.apply(progress))))
                .setHeader(header)
                .setWidth("18rem");
    }

    private void following() {
        addComponentColumn(Progress::badge)
                .setHeader("State")
                .setAutoWidth(true)
                .setFlexGrow(0);
        addComponentColumn(DeploymentGrid::progress).setHeader("Progress").setWidth("16rem");
        addComponentColumn(DeploymentGrid::created).setHeader("Started").setAutoWidth(true);
        getColumns().forEach(column -> column.setResizable(true));
    }

    private static String images(Progress progress) {
        return progress.deployment().images().stream().map(ImageView::name).collect(Collectors.joining(", "));
    }

    private static String target(Progress progress) {
        DeploymentView deployment = progress.deployment();
        return deployment.product() + " / " + deployment.group();
    }

    /** The page of a deployment takes a role in the whole catalog. */
    private Component linked(Progress progress, String words) {
        return visit.may(Act.READ)
                ? new Anchor(
                        Links.deployment(visit.catalog(), progress.deployment().id()), words)
                : new Span(words);
    }

    private static Component progress(Progress progress) {
        Span words = new Span(progress.brief());
        words.addClassName("hf-muted");
        Div cell = new Div(progress.bar().draw(), words);
        cell.addClassName("hf-progress-cell");
        return cell;
    }

    private static Component created(Progress progress) {
        DeploymentView deployment = progress.deployment();
        Span by = new Span("by " + deployment.createdBy());
        by.addClassName("hf-muted");
        Div both = new Div(TimeText.relative(deployment.createdAt()), by);
        both.addClassName("hf-two-lines");
        return both;
    }
}
