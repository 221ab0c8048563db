package dev.holdfast.ui.image;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageFields;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.reference.ReferenceClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListEnd;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Uploaded images. Each is a reference value from then on: what a device may be measured to run. */
@Route("c/:catalog/images")
public class ImagesView extends CatalogPage {
    private static final int PAGE = 100;
    private static final String LIST = "images";
    private static final String COLUMNS = "name,id,component,type,securityVersion,digest,length,uploadedAt,uploadedBy";

    private final transient ImageClient client;
    private final transient ReferenceClient references;
    private final PageHeader header = new PageHeader("Images");
    private final transient ListFilter filter;
    private final Div upload = new Div();
    private final Div list = new Div();
    private final ListEnd end = ListEnd.scrolling();

    /** Makes the page. */
    @Inject
    public ImagesView(
            SignedIn signedIn,
            @RestClient ImageClient client,
            @RestClient ReferenceClient references,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.references = references;
        FilterBox box = new FilterBox(
                ImageFields.VOCABULARY,
                "Filter images by terms, by a part of a name, or by the beginning of a GUID",
                "Filter, such as type:Applications at:<30d",
                text -> goFiltered(Links.images(catalog()), text));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        list.addClassName("hf-fill");
        header.offer(filter.export());
        addClassName("hf-page-list");
        add(header, upload, filter.row(), list, end);
    }

    /** What was said of an upload stays while somebody filters. */
    @Override
    protected void show(Visit visit) {
        if (visit.may(Role.PUBLISHER) && upload.getComponentCount() == 0) {
            upload.add(new ImageUpload(client, visit.catalog(), uploaded -> fill(visit)));
        }
        fill(visit);
    }

    @Override
    protected String title() {
        return "Images";
    }

    private void fill(Visit visit) {
        boolean readable = filter.show(visit, "");
        ImageGrid grid = new ImageGrid(client, new Standings(references, visit.catalog()), visit);
        grid.setEmptyStateComponent(filter.empty(
                "image", "images", none(visit), new Anchor(Links.images(visit.catalog()), "Show all images")));
        LinkedPages<ImageView> pages = readable
                ? LinkedPages.linked(cursor -> client.page(visit.catalog(), filter.wanted(), cursor, PAGE))
                : LinkedPages.none();
        pages.rows(0, PAGE);
        Runnable count = () -> header.say(
                readable
                        ? filter.count(pages, "image", "images")
                                + " · each is a reference value that devices are measured against"
                        : "");
        count.run();
        list.removeAll();
        list.add(grid);
        end.fill(grid, pages, count);
    }

    private static EmptyState none(Visit visit) {
        return new EmptyState(
                Icon.IMAGE,
                "No images yet",
                visit.may(Role.PUBLISHER)
                        ? "Upload an image package above; it can then be deployed to a device group."
                        : "Images appear here once somebody with the Publisher role has uploaded them.");
    }
}
