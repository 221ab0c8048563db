package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes lists of deployments with their progress. */
final class DeploymentRows {
    private DeploymentRows() {}

    static GridRows<Progress> ofCatalog(Visit visit, Consumer<Progress> open) {
        Grid<Progress> grid = new Grid<>();
        GridRows.wide(
                GridRows.naming(grid.addComponentColumn(
                        progress -> Styled.div("hf-whole", linked(visit, progress, target(progress))))),
                text("deployments.column.target"),
                "13rem",
                1);
        GridRows.narrow(grid.addComponentColumn(Progress::badge), text("deployments.column.state"));
        GridRows.wide(grid.addColumn(DeploymentRows::images), text("deployments.column.images"), "14rem", 1);
        GridRows.wide(
                grid.addComponentColumn(DeploymentRows::progress), text("deployments.column.progress"), "16rem", 1);
        grid.addComponentColumn(DeploymentRows::created)
                .setKey("at")
                .setHeader(text("deployments.column.started"))
                .setAutoWidth(true);
        return new GridRows<>(text("deployments.title"), grid, DeploymentRows::id).opening(open);
    }

    static TableRows<Progress> ofGroup(Visit visit) {
        return new TableRows<>(text("deployments.title"), DeploymentRows::id)
                .column(text("deployments.column.images"), progress -> linked(visit, progress, images(progress)))
                .column(text("deployments.column.state"), Progress::badge)
                .column(text("deployments.column.progress"), DeploymentRows::progress)
                .column(text("deployments.column.started"), DeploymentRows::created);
    }

    static LinkedPages<Progress> pages(
            DeviceClient devices,
            String catalog,
            ListRequest request,
            Function<ListRequest, RestResponse<List<DeploymentView>>> source) {
        return LinkedPages.of(
                request.limit(),
                (cursor, limit) -> LinkedPages.page(source.apply(request.after(cursor, limit)))
                        .map(rows -> Progress.Held.progress(devices, catalog, rows)));
    }

    /** Returns a deployment with its progress in one line. */
    static Component current(Visit visit, Progress progress) {
        return Styled.div("hf-title-line", linked(visit, progress, images(progress)), Styled.muted(progress.brief()));
    }

    private static Object id(Progress progress) {
        return progress.deployment().id();
    }

    private static String images(Progress progress) {
        return progress.deployment().images().stream().map(ImageView::name).collect(Collectors.joining(", "));
    }

    private static String target(Progress progress) {
        DeploymentView deployment = progress.deployment();
        return deployment.product() + " / " + deployment.group();
    }

    /** Links a deployment to its page if the person may open the page, which requires a role in the whole catalog. */
    private static Component linked(Visit visit, Progress progress, String words) {
        return visit.may(Permission.READ)
                ? new Anchor(
                        Links.deployment(visit.catalog(), progress.deployment().id()), words)
                : new Span(words);
    }

    private static Component progress(Progress progress) {
        Span words = Styled.muted(progress.brief());
        return Styled.div("hf-progress-cell", progress.bar().draw(), words);
    }

    private static Component created(Progress progress) {
        DeploymentView deployment = progress.deployment();
        return Styled.twoLines(
                TimeText.relative(deployment.createdAt()), text("deployment.by", deployment.createdBy()));
    }
}
