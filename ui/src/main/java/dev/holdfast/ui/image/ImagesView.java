package dev.holdfast.ui.image;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageFields;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DigestText;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.reference.ReferenceClient;
import dev.holdfast.ui.reference.ReferenceWords;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Uploaded images. Each upload adds a reference value. */
@Route("c/:catalog/images")
public class ImagesView extends ListPage<ImageView> {
    private static final ListSpec SPEC = ListSpec.of("images", Links::images, ImageFields.VOCABULARY)
            .exported("images", "name,id,component,type,securityVersion,digest,length,uploadedAt,uploadedBy")
            .sorted("-at", "name");

    private final transient ImageClient client;
    private final transient ReferenceClient references;
    private final Div upload = new Div();
    private transient ReferenceStates referenceStates;

    public ImagesView(
            SignedIn signedIn,
            @RestClient ImageClient client,
            @RestClient ReferenceClient references,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.references = references;
        this.referenceStates = new ReferenceStates(references, "");
        addClassName("hf-page-list");
        add(header, upload, box.row(), list);
    }

    /** Keeps the upload result while the filter changes. */
    @Override
    protected void begin(Visit visit) {
        if (visit.may(Role.PUBLISHER) && upload.getComponentCount() == 0) {
            upload.add(new ImageUpload(client, visit.catalog(), uploaded -> reload()));
        }
    }

    @Override
    protected LinkedPages<ImageView> find(Visit visit, ListRequest request) {
        referenceStates = new ReferenceStates(references, visit.catalog());
        return LinkedPages.linked(request, page -> client.page(visit.catalog(), page));
    }

    @Override
    protected ListRows<ImageView> rows(Visit visit) {
        Grid<ImageView> grid = new Grid<>();
        GridRows.wide(GridRows.naming(grid.addComponentColumn(ImagesView::name)), text("images.image"), "12rem", 1)
                .setKey("name");
        GridRows.narrow(grid.addComponentColumn(ImagesView::type), text("images.type"));
        GridRows.narrow(grid.addComponentColumn(this::reference), text("images.reference-value"));
        GridRows.narrow(grid.addColumn(ImageView::securityVersion), text("images.security-version"));
        grid.addComponentColumn(ImagesView::digest)
                .setHeader(text("images.digest"))
                .setAutoWidth(true);
        grid.addComponentColumn(ImagesView::uploaded)
                .setKey("at")
                .setHeader(text("images.uploaded"))
                .setAutoWidth(true);
        GridRows.narrow(grid.addComponentColumn(this::actions), text("images.actions"));
        return new GridRows<>(title(), grid, ImageView::id);
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.IMAGE,
                text("images.empty.title"),
                text(visit.may(Role.PUBLISHER) ? "images.empty.text" : "images.empty.read-only"));
    }

    private Component reference(ImageView image) {
        return referenceStates
                .of(image.id())
                .map(value -> ReferenceWords.linked(visit().catalog(), value))
                .orElseGet(() -> new Span("–"));
    }

    private static Component name(ImageView image) {
        Span id = Styled.as("hf-muted hf-mono", new Span(image.id().text()));
        Div both = Styled.div(
                "hf-two-lines",
                new Span(image.name()),
                Styled.div("hf-inline", id, new CopyButton(image.id().text(), text("copy.image-id-of", image.name()))));
        both.getElement()
                .setAttribute(
                        "title", text("images.component", image.component().text()));
        return both;
    }

    private static Component type(ImageView image) {
        return Styled.twoLines(new Span(image.type()), Amount.bytes(image.length()));
    }

    private static Component digest(ImageView image) {
        return Styled.div(
                "hf-inline",
                DigestText.brief(image.digest()),
                new CopyButton(image.digest().hex(), text("copy.digest-of", image.name())));
    }

    private static Component uploaded(ImageView image) {
        return Styled.div(
                "hf-two-lines",
                TimeText.relative(image.uploadedAt()),
                Styled.muted(text("images.by", image.uploadedBy())));
    }

    private Component actions(ImageView image) {
        String id = image.id().text();
        Div cell = Styled.div(
                "hf-inline",
                FileDownload.streamed(
                        text("images.download"),
                        id + ".imagepackage",
                        "application/octet-stream",
                        () -> client.content(visit().catalog(), id)),
                Styled.small(
                        text("images.checks"),
                        text("images.checks.title", image.name()),
                        () -> new ChecksDialog(image, client.checks(visit().catalog(), id)).open()));
        if (visit().may(Role.PUBLISHER) && ImageClient.DEPLOYABLE.contains(image.type())) {
            Anchor deploy = new Anchor(Links.deploy(visit().catalog(), id), text("images.deploy"));
            deploy.getElement().setAttribute("aria-label", text("images.deploy-image", image.name()));
            cell.add(deploy);
        }
        return cell;
    }

    /** The reference values of uploaded images. Reads pages until the requested one is found, because the API sorts them differently. */
    private static final class ReferenceStates {
        private final ReferenceClient client;
        private final String catalog;
        private final Map<ImageId, ReferenceValueView> byImage = new HashMap<>();
        private @Nullable String next;
        private boolean complete;

        private ReferenceStates(ReferenceClient client, String catalog) {
            this.client = client;
            this.catalog = catalog;
        }

        /** Returns the reference value of an image; empty if it has none. */
        private Optional<ReferenceValueView> of(ImageId image) {
            while (!complete && !byImage.containsKey(image)) {
                readPage();
            }
            return Optional.ofNullable(byImage.get(image));
        }

        private void readPage() {
            ReferencePage page = client.page(
                    catalog, ListRequest.of("origin:upload", LinkedPages.MAX).after(next, LinkedPages.MAX));
            page.items().forEach(value -> byImage.put(value.image(), value));
            next = page.next();
            complete = next == null;
        }
    }
}
