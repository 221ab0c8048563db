package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.manufacturer.Manufacturers;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Uploads an operating system image to the installation. Devices get it, and its measurement becomes a reference value, as part of a release.
 * Uploading the same image again changes nothing, so that an interrupted script can start over.
 */
@ApplicationScoped
public class UploadOsImage {
    private static final String ADD = """
            insert into os_image (image_id, component_id, type, name, length, digest, security_version, built_at,
                uploaded_at, uploaded_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (image_id) do nothing""";
    private static final String ADD_CONTENT = "insert into os_image_content (image_id, content) values ($1, $2)";
    private static final String ONE = "select " + ImageRows.COLUMNS + " from os_image i where i.image_id = $1";

    private final ManufacturerSignatures signatures;
    private final Manufacturers manufacturers;
    private final Commands commands;
    private final DiskSpace disk;

    UploadOsImage(ManufacturerSignatures signatures, Manufacturers manufacturers, Commands commands, DiskSpace disk) {
        this.signatures = signatures;
        this.manufacturers = manufacturers;
        this.commands = commands;
        this.disk = disk;
    }

    /** Returns the image; fails with {@code invalid-content}, or with {@code conflict} if another image has its GUID. */
    public Uni<ImageView> upload(byte[] uploaded) {
        disk.requireRoom();
        return manufacturers
                .revoked()
                .chain(revoked -> Workers.run(() -> accept(uploaded, revoked)))
                .chain(image -> commands.run(tx -> write(tx, image)));
    }

    private ImagePackage accept(byte[] uploaded, Set<String> revoked) {
        ImagePackage image = ManufacturerSignatures.parse(uploaded);
        if (image.metadata().type().belongsToCustomer()) {
            throw ProblemException.badContent("An image of type "
                    + image.metadata().type().apiName()
                    + " is not part of an operating system. Upload it to the catalog of the devices.");
        }
        return signatures.require(image, revoked);
    }

    private Uni<ImageView> write(Tx tx, ImagePackage image) {
        ImageMetadata metadata = image.metadata();
        return tx.update(
                        ADD,
                        metadata.image(),
                        metadata.component(),
                        metadata.type().apiName(),
                        metadata.name(),
                        (long) image.length(),
                        image.measuredDigest(),
                        metadata.securityVersion(),
                        metadata.builtAt(),
                        tx.now(),
                        tx.actor().name())
                .chain(added -> added == 0
                        ? requireSame(tx, image)
                        : tx.update(ADD_CONTENT, metadata.image(), Blob.of(image.bytes()))
                                .chain(() -> tx.one(ONE, ImageRows::view, metadata.image()))
                                .call(() -> tx.audit(ImageRows.uploaded(tx, "UploadOsImage", image))));
    }

    private static Uni<ImageView> requireSame(Tx tx, ImagePackage image) {
        return tx.one(ONE, ImageRows::view, image.metadata().image()).invoke(stored -> {
            if (!stored.digest().equals(image.measuredDigest())) {
                throw ProblemException.conflict("The installation already has another image " + stored.id()
                        + ". Images never change: the manufacturer must build it again to get a new image ID.");
            }
        });
    }
}
