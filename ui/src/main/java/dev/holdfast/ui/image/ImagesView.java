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
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
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

/** Uploaded images. Each is a reference value from then on: what a device may be measured to run. */
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

    /** The result of an upload stays while somebody filters. */
    @Override
    protected void begin(Visit visit) {
        if (visit.may(Role.PUBLISHER) && upload.getComponentCount() == 0) {
            upload.add(new ImageUpload(client, visit.catalog(), uploaded -> again()));
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
        GridRows.wide(GridRows.naming(grid.addComponentColumn(ImagesView::name)), "Image", "15rem", 1)
                .setKey("name");
        grid.addColumn(ImageView::type).setHeader("Type").setAutoWidth(true);
        GridRows.narrow(grid.addComponentColumn(this::counts), "Counts");
        GridRows.narrow(grid.addColumn(ImageView::securityVersion), "Security version");
        grid.addComponentColumn(ImagesView::digest).setHeader("Digest").setAutoWidth(true);
        GridRows.narrow(grid.addColumn(image -> Amount.bytes(image.length())), "Size");
        grid.addComponentColumn(ImagesView::uploaded)
                .setKey("at")
                .setHeader("Uploaded")
                .setAutoWidth(true);
        GridRows.narrow(grid.addComponentColumn(this::actions), "Actions");
        return new GridRows<>("Images", grid, ImageView::id);
    }

    @Override
    protected String sentence(LinkedPages<ImageView> pages, String count) {
        return count + " · each is a reference value that devices are measured against";
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return new EmptyState(
                Icon.IMAGE,
                "No images yet",
                visit.may(Role.PUBLISHER)
                        ? "Upload an image package above; it can then be deployed to a device group."
                        : "Images appear here once somebody with the Publisher role has uploaded them.");
    }

    private Component counts(ImageView image) {
        return referenceStates
                .of(image.id())
                .map(value -> ReferenceWords.linked(visit().catalog(), value))
                .orElseGet(() -> new Span("–"));
    }

    private static Component name(ImageView image) {
        Span id = Styled.as("hf-muted hf-mono", new Span(image.id().text()));
        Div both = Styled.div("hf-two-lines", new Span(image.name()), id);
        both.getElement().setAttribute("title", "Component " + image.component());
        return both;
    }

    private static Component digest(ImageView image) {
        return Styled.div(
                "hf-inline",
                DigestText.brief(image.digest()),
                new CopyButton(image.digest().hex(), text("copy.digest-of", image.name())));
    }

    private static Component uploaded(ImageView image) {
        return Styled.div(
                "hf-two-lines", TimeText.relative(image.uploadedAt()), Styled.muted("by " + image.uploadedBy()));
    }

    private Component actions(ImageView image) {
        String id = image.id().text();
        Div cell = Styled.div(
                "hf-inline",
                new FileDownload(
                        "Download",
                        id + ".imagepackage",
                        "application/octet-stream",
                        () -> client.content(visit().catalog(), id)));
        if (visit().may(Role.PUBLISHER) && ImageClient.DEPLOYABLE.contains(image.type())) {
            Anchor deploy = new Anchor(Links.deploy(visit().catalog(), id), "Deploy");
            deploy.getElement().setAttribute("aria-label", "Deploy " + image.name());
            cell.add(deploy);
        }
        return cell;
    }

    /** Whether what uploaded images measure as counts; read as far as somebody asks, since values have another order than images. */
    private static final class ReferenceStates {
        private final ReferenceClient client;
        private final String catalog;
        private final Map<ImageId, ReferenceValueView> byImage = new HashMap<>();
        private int read;
        private boolean complete;

        private ReferenceStates(ReferenceClient client, String catalog) {
            this.client = client;
            this.catalog = catalog;
        }

        /** Returns the value of an image; empty when there is none. */
        private Optional<ReferenceValueView> of(ImageId image) {
            while (!complete && !byImage.containsKey(image)) {
                readOn();
            }
            return Optional.ofNullable(byImage.get(image));
        }

        private void readOn() {
            ReferencePage page = client.page(catalog, null, ReferenceOrigin.UPLOAD, null, read, LinkedPages.MOST);
            page.values().forEach(value -> byImage.put(value.image(), value));
            read += page.values().size();
            complete = page.values().isEmpty() || read >= page.total();
        }
    }
}
