package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.maker.Makers;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.update.feed.ImageEntry;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Takes an image into a catalog. What it measures is a reference value from then on. */
@ApplicationScoped
public class UploadImage {
    private static final String REFER = """
            insert into reference_value (catalog_id, component_id, image_id, type, name, digest, security_version,
                uploaded_at, added_by, tentative)
            select catalog_id, component_id, image_id, type, name, digest, security_version, uploaded_at,
                uploaded_by, $3::boolean
            from image where catalog_id = $1 and image_id = $2""";

    private final AcceptImage acceptImage;
    private final Makers makers;
    private final Transactions transactions;

    UploadImage(AcceptImage acceptImage, Makers makers, Transactions transactions) {
        this.acceptImage = acceptImage;
        this.makers = makers;
        this.transactions = transactions;
    }

    /** Takes an image whose reference value counts for every device at once. */
    public Uni<ImageView> upload(Caller caller, CatalogId catalog, byte[] uploaded) {
        return upload(caller, catalog, uploaded, false);
    }

    /**
     * Returns the image as it was taken; fails with a conflict when its GUID is taken.
     *
     * @param tentative whether its reference value counts only for devices that it is deployed to, until somebody says
     *     otherwise or all of them attested it
     */
    public Uni<ImageView> upload(Caller caller, CatalogId catalog, byte[] uploaded, boolean tentative) {
        return makers.revoked()
                .chain(revoked -> Workers.run(() -> acceptImage.accept(uploaded, revoked)))
                .chain(image -> transactions.inCatalog(caller, catalog, tx -> write(tx, caller, image, tentative)));
    }

    private Uni<ImageView> write(Tx tx, Caller caller, ImagePackage content, boolean tentative) {
        Image image = new Image(tx.catalog(), content, tx.now(), caller.name());
        ImageMetadata metadata = content.metadata();
        String title = metadata.type().apiName() + " " + metadata.name();
        return requireNew(tx, metadata)
                .chain(() -> tx.session().chain(session -> session.insert(image)))
                .chain(() -> tx.session().chain(session -> session.insert(new ImageContent(tx.catalog(), content))))
                .chain(() -> tx.update(REFER, tx.catalog(), metadata.image(), tentative))
                .chain(() -> tx.audit(
                        ImageEntry.uploaded(caller.name(), "UploadImage", content)
                                .changing("tentative", null, tentative),
                        List.of(Event.of("ImageUploaded", metadata.image().text(), Map.of("title", title)))))
                .replaceWith(image::view);
    }

    private static Uni<Void> requireNew(Tx tx, ImageMetadata metadata) {
        ImageKey key = new ImageKey(tx.catalog().value(), metadata.image().value());
        return tx.session()
                .chain(session -> session.get(Image.class, key))
                .onItem()
                .ifNotNull()
                .failWith(() -> ProblemException.conflict("The catalog has image " + metadata.image()
                        + " already. Images never change: build it again, and it gets a new image ID."))
                .replaceWithVoid();
    }
}
