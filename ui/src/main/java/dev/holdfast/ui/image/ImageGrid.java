package dev.holdfast.ui.image;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.RowName;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.reference.ReferenceWords;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;

/** Images, a row each. */
final class ImageGrid extends Grid<ImageView> {
    private final transient ImageClient client;
    private final transient Visit visit;
    private final transient Supplier<Standings> standings;

    ImageGrid(ImageClient client, Supplier<Standings> standings, Visit visit) {
        this.client = client;
        this.standings = standings;
        this.visit = visit;
        RowName.of(addComponentColumn(ImageGrid::name))
                .setKey("name")
                .setHeader("Image")
                .setWidth("15rem");
        addColumn(ImageView::type).setHeader("Type").setAutoWidth(true);
        addComponentColumn(this::counts).setHeader("Counts").setAutoWidth(true).setFlexGrow(0);
        addColumn(ImageView::securityVersion)
                .setHeader("Security version")
                .setAutoWidth(true)
                .setFlexGrow(0);
        addComponentColumn(ImageGrid::digest).setHeader("Digest").setAutoWidth(true);
        addColumn(image -> Amount.bytes(image.length()))
                .setHeader("Size")
                .setAutoWidth(true)
                .setFlexGrow(0);
        addComponentColumn(ImageGrid::uploaded)
                .setKey("at")
                .setHeader("Uploaded")
                .setAutoWidth(true);
        addComponentColumn(this::actions)
                .setHeader("Actions")
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    private Component counts(ImageView image) {
        return standings
                .get()
                .of(image.id())
                .map(value -> ReferenceWords.linked(visit.catalog(), value))
                .orElseGet(() -> new Span("–"));
    }

    private static Component name(ImageView image) {
        Span id = new Span(image.id().text());
        id.addClassNames("hf-muted", "hf-mono");
        Div both = new Div(new Span(image.name()), id);
        both.addClassName("hf-two-lines");
        both.getElement().setAttribute("title", "Component " + image.component());
        return both;
    }

    private static Component digest(ImageView image) {
        Div cell = new Div(
                DigestText.brief(image.digest()), new CopyButton(image.digest().hex(), "digest of " + image.name()));
        cell.addClassName("hf-inline");
        return cell;
    }

    private static Component uploaded(ImageView image) {
        Span by = new Span("by " + image.uploadedBy());
        by.addClassName("hf-muted");
        Div both = new Div(TimeText.relative(image.uploadedAt()), by);
        both.addClassName("hf-two-lines");
        return both;
    }

    private Component actions(ImageView image) {
        String id = image.id().text();
        Anchor download = new Anchor(
                DownloadHandler.fromInputStream(asked -> {
                    byte[] content = client.content(visit.catalog(), id);
                    return new DownloadResponse(
                            new ByteArrayInputStream(content),
                            id + ".imagepackage",
                            "application/octet-stream",
                            content.length);
                }),
                "Download");
        download.setDownload(true);
        Div cell = new Div(download);
        cell.addClassName("hf-inline");
        if (visit.may(Role.PUBLISHER) && Deployable.is(image)) {
            Anchor deploy = new Anchor(Links.deploy(visit.catalog(), id), "Deploy");
            deploy.getElement().setAttribute("aria-label", "Deploy " + image.name());
            cell.add(deploy);
        }
        return cell;
    }
}
