package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.manufacturer.Manufacturers;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.content.ContentDigest;
import dev.holdfast.backend.update.content.ImageChunks;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.content.SpooledUploads;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.operator.image.ImageView;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Uploads an operating system image to the installation. Devices get it, and its measurement becomes a reference value, as part of a release.
 * Uploading the same image again changes nothing, so that an interrupted script can start over.
 */
@ApplicationScoped
public class UploadOsImage {
    private static final String ADD = """
            insert into os_image (manufacturer, image_id, component_id, type, name, length, digest, security_version, built_at,
                uploaded_at, uploaded_by, content_digest, provides, depends)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14::text::jsonb)""";
    private static final String USED = """
            select coalesce(sum(i.length), 0)::bigint as bytes, array_to_string((array_agg(i.image_id order by i.uploaded_at)
                filter (where not exists (select from os_release_image x
                    where x.manufacturer = i.manufacturer and x.image_id = i.image_id)))[:10], ', ') as unreleased
            from os_image i""";
    private static final long MIB = 1024 * 1024;
    /** Maximum length of keystores, certificate stores and base manifests, in bytes. */
    private static final int MAX_TRUST_LENGTH = 64 * 1024;

    private final ManufacturerSignatures signatures;
    private final Manufacturers manufacturers;
    private final Commands commands;
    private final DiskSpace disk;
    private final SpooledUploads uploads;
    private final long limit;

    UploadOsImage(
            ManufacturerSignatures signatures,
            Manufacturers manufacturers,
            Commands commands,
            DiskSpace disk,
            SpooledUploads uploads,
            @ConfigProperty(name = "holdfast.os-images.bytes", defaultValue = "10G") MemorySize limit) {
        this.signatures = signatures;
        this.manufacturers = manufacturers;
        this.commands = commands;
        this.disk = disk;
        this.uploads = uploads;
        this.limit = limit.asLongValue();
    }

    /**
     * Stores the image in the body of a request. Returns it; fails with {@code invalid-content}, or with {@code conflict} if another image of the manufacturer has its GUID or
     * the limit of OS images is reached.
     *
     * @param digest value of the field {@code Content-Digest}, null when absent
     */
    Uni<Upload> upload(HttpServerRequest request, @Nullable String digest) {
        disk.requireRoom();
        return uploads.receive(
                CatalogId.INSTALLATION,
                request,
                file -> manufacturers
                        .revoked()
                        .chain(revoked -> Workers.run(() -> accept(file, digest, revoked)))
                        .chain(image -> commands.run(tx -> write(tx, image))));
    }

    /**
     * Result of an upload.
     *
     * @param manufacturer the manufacturer that signed the image
     * @param isNew false if the installation already had the same image, and nothing changed
     */
    record Upload(ImageView image, String manufacturer, boolean isNew) {}

    /** An image, and the manufacturer that signed it. */
    private record Signed(ImageFile image, String manufacturer) {}

    private Signed accept(Path uploaded, @Nullable String digest, Set<String> revoked) {
        ImageFile image = ManufacturerSignatures.parse(uploaded);
        ContentDigest.require(digest, image.contentDigest());
        if (image.metadata().type().belongsToCustomer()) {
            throw ImageRefusal.WRONG_TYPE.problem("An image of type "
                    + image.metadata().type().apiName()
                    + " is not part of an operating system. Upload it to the catalog of the devices.");
        }
        requireSmall(image);
        return new Signed(image, signatures.manufacturer(image, revoked));
    }

    /** Limits the images that define which images a device trusts, because releases and signing keys are checked with whole ones in memory. */
    private static void requireSmall(ImageFile image) {
        ImageType type = image.metadata().type();
        if (ManifestSet.TRUST.contains(type) && image.length() > MAX_TRUST_LENGTH) {
            throw ImageRefusal.TOO_LARGE_FOR_PART.problem("The image of type " + type.apiName() + " has "
                    + image.length() + " bytes. The limit for this type is " + MAX_TRUST_LENGTH + " bytes.");
        }
    }

    private Uni<Upload> write(Tx tx, Signed signed) {
        ImageFile image = signed.image();
        return tx.alone(ReleaseOperatingSystem.ONE_AT_A_TIME)
                .chain(() -> FindOsImage.find(tx, image.metadata().image(), signed.manufacturer()))
                .chain(stored -> stored.isPresent()
                        ? Uni.createFrom()
                                .item(new Upload(requireSame(stored.get(), image), signed.manufacturer(), false))
                        : requireRoom(tx, image.length())
                                .chain(() -> add(tx, signed))
                                .map(added -> new Upload(added, signed.manufacturer(), true)));
    }

    private static ImageView requireSame(ImageView stored, ImageFile image) {
        if (!stored.digest().equals(image.measuredDigest())) {
            throw ProblemException.conflict(
                    "The installation already has another image " + stored.id()
                            + " of this manufacturer. Images never change: the manufacturer must build it again to get a new image ID.");
        }
        return stored;
    }

    private Uni<Void> requireRoom(Tx tx, long length) {
        return tx.one(USED, row -> row)
                .invoke(used -> {
                    if (used.getLong("bytes") + length > limit) {
                        String unreleased = used.getString("unreleased");
                        throw ProblemException.conflict("The OS images have " + used.getLong("bytes") / MIB
                                + " MiB, and this one does not fit into the limit of " + limit / MIB
                                + " MiB. Delete images that no release has"
                                + (unreleased == null ? "" : ", such as " + unreleased)
                                + ", or raise holdfast.os-images.bytes.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<ImageView> add(Tx tx, Signed signed) {
        ImageFile image = signed.image();
        ImageMetadata metadata = image.metadata();
        return tx.update(
                        ADD,
                        signed.manufacturer(),
                        metadata.image(),
                        metadata.component(),
                        metadata.type().apiName(),
                        metadata.name(),
                        (long) image.length(),
                        image.measuredDigest(),
                        metadata.securityVersion(),
                        metadata.builtAt(),
                        tx.now(),
                        tx.actor().name(),
                        image.contentDigest(),
                        ImageRows.provides(image),
                        ImageRows.depends(image))
                .chain(() -> ImageChunks.addOfManufacturer(tx, signed.manufacturer(), image))
                .chain(() -> FindOsImage.one(tx, metadata.image(), signed.manufacturer()))
                .call(() -> tx.audit(ImageRows.uploaded(tx, "UploadOsImage", image)));
    }
}
