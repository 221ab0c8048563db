package dev.holdfast.ui.image;

import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferencePage;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.reference.ReferenceClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Uploaded images. Each is a reference value from then on: what a device may be measured to run. */
@Route("c/:catalog/images")
public class ImagesView extends CatalogPage {
    private static final int PAGE = 500;

    private final transient ImageClient client;
    private final transient ReferenceClient references;
    private final PageHeader header = new PageHeader("Images");

    /** Makes the page. */
    @Inject
    public ImagesView(SignedIn signedIn, @RestClient ImageClient client, @RestClient ReferenceClient references) {
        super(signedIn);
        this.client = client;
        this.references = references;
        addClassName("hf-page-list");
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        add(header);
        ImageGrid grid = new ImageGrid(client, visit);
        grid.setEmptyStateComponent(empty(visit));
        if (visit.may(Role.PUBLISHER)) {
            add(new ImageUpload(client, visit.catalog(), uploaded -> fill(grid, visit)));
        }
        add(grid);
        fill(grid, visit);
    }

    @Override
    protected String title() {
        return "Images";
    }

    private void fill(ImageGrid grid, Visit visit) {
        List<ImageView> images = client.images(visit.catalog());
        header.say(
                Amount.of(images.size(), "image") + " · each is a reference value that devices are measured against");
        grid.show(images, uploaded(visit.catalog()));
    }

    private List<ReferenceValueView> uploaded(String catalog) {
        List<ReferenceValueView> all = new ArrayList<>();
        ReferencePage page;
        do {
            page = references.page(catalog, null, ReferenceOrigin.UPLOAD, null, all.size(), PAGE);
            all.addAll(page.values());
        } while (!page.values().isEmpty() && all.size() < page.total());
        return all;
    }

    private static EmptyState empty(Visit visit) {
        return new EmptyState(
                Icon.IMAGE,
                "No images yet",
                visit.may(Role.PUBLISHER)
                        ? "Upload an image package above; it can then be deployed to a device group."
                        : "Images appear here once somebody with the Publisher role has uploaded them.");
    }
}
