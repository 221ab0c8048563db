package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.manufacturer.Manufacturers;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.backend.update.feed.ManufacturerSignatures;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Uploads an image to a catalog. Its measurement becomes a reference value. */
@ApplicationScoped
public class UploadImage {
    private static final String REFER = """
            insert into reference_value (catalog_id, component_id, image_id, type, name, digest, security_version,
                uploaded_at, added_by, tentative)
            select catalog_id, component_id, image_id, type, name, digest, security_version, uploaded_at,
                uploaded_by, $3::boolean
            from image where catalog_id = $1 and image_id = $2""";

    private final ManufacturerSignatures signatures;
    private final ImageSigner signer;
    private final Manufacturers manufacturers;
    private final Commands commands;

    UploadImage(ManufacturerSignatures signatures, ImageSigner signer, Manufacturers manufacturers, Commands commands) {
        this.signatures = signatures;
        this.signer = signer;
        this.manufacturers = manufacturers;
        this.commands = commands;
    }

    /**
     * Returns the stored image; fails with {@code invalid-content}, or with {@code conflict} if its GUID is taken.
     *
     * @param tentative whether its reference value applies only to devices that it is deployed to, until someone confirms it or all of these
     *     devices have attested it
     */
    public Uni<ImageView> upload(byte[] uploaded, boolean tentative) {
        return manufacturers
                .revoked()
                .chain(revoked -> Workers.run(() -> accept(uploaded, revoked)))
                .chain(image -> commands.run(tx -> write(tx, image, tentative)));
    }

    /** Operating system images keep their signature. A customer's image is signed for production and is no longer a temporary image. */
    private ImagePackage accept(byte[] uploaded, Set<String> revoked) {
        ImagePackage image = ManufacturerSignatures.parse(uploaded);
        return image.metadata().type().belongsToCustomer()
                ? ImagePackage.sign(
                        image.body(),
                        image.metadata().without(MetadataSection.Temporary.class),
                        signer.publicKey(),
                        signer)
                : signatures.require(image, revoked);
    }

    private Uni<ImageView> write(Tx tx, ImagePackage content, boolean tentative) {
        Image image = new Image(tx.catalog(), content, tx.now(), tx.actor().name());
        ImageMetadata metadata = content.metadata();
        String title = metadata.type().apiName() + " " + metadata.name();
        return requireNew(tx, metadata)
                .chain(() -> tx.session().chain(session -> session.insert(image)))
                .chain(() -> tx.session().chain(session -> session.insert(new ImageContent(tx.catalog(), content))))
                .chain(() -> tx.update(REFER, tx.catalog(), metadata.image(), tentative))
                .chain(() -> tx.audit(
                        ImageRows.uploaded(tx, "UploadImage", content).changing("tentative", null, tentative),
                        Event.of("ImageUploaded", metadata.image().text(), Map.of("title", title))))
                .replaceWith(image::view);
    }

    private static Uni<Void> requireNew(Tx tx, ImageMetadata metadata) {
        ImageKey key = new ImageKey(tx.catalog().value(), metadata.image().value());
        return tx.session()
                .chain(session -> session.get(Image.class, key))
                .onItem()
                .ifNotNull()
                .failWith(() -> ProblemException.conflict("The catalog already has an image " + metadata.image()
                        + ". Images never change: build it again to get a new image ID."))
                .replaceWithVoid();
    }
}
