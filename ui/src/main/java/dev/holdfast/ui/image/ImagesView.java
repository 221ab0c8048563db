package dev.holdfast.ui.image;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageFields;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.reference.ReferenceClient;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Uploaded images. Each is a reference value from then on: what a device may be measured to run. */
@Route("c/:catalog/images")
public class ImagesView extends ListPage<ImageView> {
    private static final ListSpec SPEC = ListSpec.of(
                    "Images",
                    "image",
                    "images",
                    Links::images,
                    new ListSpec.Filter(
                            ImageFields.VOCABULARY,
                            "Filter images by terms, by a part of a name, or by the beginning of a GUID",
                            "Filter, such as type:Applications at:<30d"))
            .exported("images", "name,id,component,type,securityVersion,digest,length,uploadedAt,uploadedBy")
            .sorted("-at", "name");

    private final transient ImageClient client;
    private final transient ReferenceClient references;
    private final Div upload = new Div();
    private transient Standings standings;

    /** Makes the page. */
    @Inject
    public ImagesView(
            SignedIn signedIn,
            @RestClient ImageClient client,
            @RestClient ReferenceClient references,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.references = references;
        this.standings = new Standings(references, "");
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
        standings = new Standings(references, visit.catalog());
        return LinkedPages.linked(request, page -> client.page(visit.catalog(), page));
    }

    @Override
    protected ListRows<ImageView> rows(Visit visit) {
        return new GridRows<>("Images", new ImageGrid(client, () -> standings, visit), ImageView::id);
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
}
