package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads a catalog's images. */
@ApplicationScoped
public class ListImages {
    private static final String NEWEST = "from Image i where i.catalogId = :catalog order by i.uploadedAt desc, i.id";

    private final Transactions transactions;

    ListImages(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the images, newest first. */
    public Uni<List<ImageView>> newest(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                work -> work.session()
                        .createSelectionQuery(NEWEST, Image.class)
                        .setParameter("catalog", catalog.value())
                        .getResultList()
                        .map(images -> images.stream().map(Image::view).toList()));
    }

    /** Returns the package of an image; fails with {@code not-found}. */
    public Uni<Blob> content(CatalogId catalog, ImageId image) {
        return transactions.inCatalog(
                catalog,
                work -> work.session()
                        .get(ImageContent.class, new ImageKey(catalog.value(), image.value()))
                        .onItem()
                        .ifNull()
                        .failWith(() -> ProblemException.notFound("Image " + image))
                        .map(ImageContent::content));
    }
}
