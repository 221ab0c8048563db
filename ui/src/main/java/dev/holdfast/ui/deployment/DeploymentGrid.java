package dev.holdfast.ui.deployment;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.stream.Collectors;

/** Deployments, a row each with its progress. */
final class DeploymentGrid extends Grid<Progress> {
    private final String catalog;

    DeploymentGrid(String catalog) {
        this.catalog = catalog;
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        addClassName("hf-grid");
        getElement().setAttribute("aria-label", "Deployments");
        addComponentColumn(this::target)
                .setHeader("Product / group")
                .setRowHeader(true)
                .setFrozen(true)
                .setWidth("18rem");
        addColumn(DeploymentGrid::images).setHeader("Images").setWidth("14rem");
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

    private Component target(Progress progress) {
        DeploymentView deployment = progress.deployment();
        return new Anchor(
                Links.deployment(catalog, deployment.id()), deployment.product() + " / " + deployment.group());
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
