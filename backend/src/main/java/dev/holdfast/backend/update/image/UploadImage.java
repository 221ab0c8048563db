package dev.holdfast.backend.update.image;

import dev.holdfast.backend.fleet.manufacturer.Manufacturers;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.content.ImageChunks;
import dev.holdfast.backend.update.content.SpooledUploads;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.image.ImageView;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Uploads an image to a catalog. Its measurement becomes a reference value. */
@ApplicationScoped
public class UploadImage {
    // FOR KEY SHARE waits for a deletion of the catalog in progress, which deletes the content of all images.
    private static final String KEEP_CATALOG =
            "select catalog_id from catalog where catalog_id = $1 and deleted_at is null for key share";
    private static final String ADD = """
            insert into image (catalog_id, image_id, component_id, type, name, length, digest, security_version, built_at,
                uploaded_at, uploaded_by, key_id, content_digest, provides, depends)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::jsonb, $15::text::jsonb)
            on conflict (catalog_id, image_id) do nothing""";
    private static final String ADD_REFERENCE_VALUE = """
            insert into reference_value (catalog_id, component_id, image_id, type, name, digest, security_version,
                uploaded_at, added_by, tentative)
            select catalog_id, component_id, image_id, type, name, digest, security_version, uploaded_at,
                uploaded_by, $3::boolean
            from image where catalog_id = $1 and image_id = $2""";
    private static final String STORED = "select " + ImageRows.COLUMNS + """
            , k.public_key from image i left join image_key k using (catalog_id, key_id)
            where i.catalog_id = $1 and i.image_id = $2 and i.deleted_at is null""";
    private static final String USED =
            "select coalesce(sum(length), 0)::bigint as bytes from image where catalog_id = $1 and deleted_at is null";
    private static final String KEY = "select key_id from image_key where catalog_id = $1 and replaced_at is null";
    // FOR SHARE, so that the key is not replaced before the image is stored.
    private static final String KEEP_KEY = KEY + " and key_id = $2 and expires_at > $3 for share";
    private static final long MIB = 1024 * 1024;

    private final AcceptUpload acceptUpload;
    private final Transactions transactions;
    private final Manufacturers manufacturers;
    private final Commands commands;
    private final ApprovalGate approvals;
    private final DiskSpace disk;
    private final SpooledUploads uploads;
    private final long limit;

    UploadImage(
            AcceptUpload acceptUpload,
            Transactions transactions,
            Manufacturers manufacturers,
            Commands commands,
            ApprovalGate approvals,
            DiskSpace disk,
            SpooledUploads uploads,
            @ConfigProperty(name = "holdfast.images.bytes-per-catalog", defaultValue = "10G") MemorySize limit) {
        this.acceptUpload = acceptUpload;
        this.transactions = transactions;
        this.manufacturers = manufacturers;
        this.commands = commands;
        this.approvals = approvals;
        this.disk = disk;
        this.uploads = uploads;
        this.limit = limit.asLongValue();
    }

    /**
     * An uploaded image.
     *
     * @param isNew false if the catalog already had the same image, and nothing changed
     */
    public record Upload(ImageView image, boolean isNew) {}

    /**
     * Stores the image in the body of a request. Returns it; fails with {@code too-large} or {@code invalid-content}, with {@code conflict} if
     * another image has its GUID or the catalog's limit is reached, or with {@code not-found} if someone deletes the catalog at the same time.
     *
     * @param digest value of the field {@code Content-Digest}, null when absent
     * @param tentative whether its reference value applies only to devices that it is deployed to, until someone confirms it or all of these
     *     devices have attested it. Always so if accepting reference values needs approval
     */
    public Uni<Upload> upload(
            CatalogId catalog, HttpServerRequest request, @Nullable String digest, boolean tentative) {
        disk.requireRoom();
        return uploads.receive(
                catalog,
                request,
                file -> manufacturers
                        .revoked()
                        .chain(revoked -> transactions
                                .inCatalog(catalog, tx -> tx.one(KEY, row -> row.getUUID("key_id"), catalog))
                                .chain(key -> Workers.run(() -> acceptUpload.accept(file, digest, revoked, key))))
                        .chain(accepted -> commands.run(tx -> approvals
                                .gatedOperations(tx)
                                .chain(gated -> write(
                                        tx,
                                        accepted,
                                        tentative || gated.contains(ApprovalOperation.ACCEPT_REFERENCES))))));
    }

    /** An image that the catalog has, with the key that signed it; null for images of the operating system. */
    private record Stored(ImageView view, @Nullable P256PublicKey key) {
        static Stored of(Row row) {
            Buffer key = row.getBuffer("public_key");
            return new Stored(ImageRows.view(row), key == null ? null : P256PublicKey.of(key.getBytes()));
        }
    }

    private Uni<Upload> write(Tx tx, AcceptUpload.Accepted accepted, boolean tentative) {
        ImageFile image = accepted.image();
        return requireCatalog(tx)
                .chain(() -> tx.alone("images of " + tx.catalog()))
                .chain(() -> tx.find(
                        STORED, Stored::of, tx.catalog(), image.metadata().image()))
                .chain(stored -> stored.isPresent()
                        ? Workers.run(() -> new Upload(requireSame(stored.get(), image), false))
                        : add(tx, accepted, tentative).map(added -> new Upload(added, true)));
    }

    private static Uni<Void> requireCatalog(Tx tx) {
        return tx.find(KEEP_CATALOG, row -> row, tx.catalog())
                .map(found -> found.orElseThrow(() -> ProblemException.missing("The catalog")))
                .replaceWithVoid();
    }

    /** Compares what both would measure with the key of the stored image, because the catalog's image key may have been replaced. */
    private static ImageView requireSame(Stored stored, ImageFile uploaded) {
        try {
            Digest measured = stored.key() == null
                    ? uploaded.measuredDigest()
                    : uploaded.measuredDigest(uploaded.metadata(), stored.key());
            if (!measured.equals(stored.view().digest())) {
                throw taken(stored.view().id());
            }
            return stored.view();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded image", e);
        }
    }

    private Uni<ImageView> add(Tx tx, AcceptUpload.Accepted accepted, boolean tentative) {
        ImageFile content = accepted.image();
        ImageView image = view(tx, content);
        String title = image.type() + " " + image.name();
        return requireRoom(tx, image.length())
                .chain(() -> accepted.key() == null ? Uni.createFrom().voidItem() : UploadRules.require(tx, image))
                .chain(() -> requireCurrent(tx, accepted.key()))
                .chain(() -> addRow(tx, image, accepted.key(), content))
                .chain(() -> ImageChunks.add(tx, content))
                .chain(() -> tx.update(ADD_REFERENCE_VALUE, tx.catalog(), image.id(), tentative))
                .chain(() -> tx.audit(
                        ImageRows.uploaded(tx, "UploadImage", content).changing("tentative", null, tentative),
                        Event.of("ImageUploaded", image.id().text(), Map.of("title", title))))
                .replaceWith(image);
    }

    private static ImageView view(Tx tx, ImageFile content) {
        ImageMetadata metadata = content.metadata();
        return new ImageView(
                metadata.image(),
                metadata.component(),
                metadata.type().apiName(),
                metadata.name(),
                content.length(),
                content.measuredDigest(),
                metadata.securityVersion(),
                metadata.builtAt(),
                tx.now(),
                tx.actor().name());
    }

    private Uni<Void> requireRoom(Tx tx, long length) {
        return tx.one(USED, row -> row.getLong("bytes"), tx.catalog())
                .invoke(used -> {
                    if (used + length > limit) {
                        throw ProblemException.conflict("The images of the catalog have " + used / MIB
                                + " MiB, and this one does not fit into the limit of " + limit / MIB
                                + " MiB. Delete images that nothing needs.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireCurrent(Tx tx, @Nullable UUID key) {
        return key == null
                ? Uni.createFrom().voidItem()
                : tx.find(KEEP_KEY, row -> row, tx.catalog(), key, tx.now())
                        .invoke(found -> {
                            if (found.isEmpty()) {
                                throw ProblemException.conflict(
                                        "The catalog's image key was replaced at the same time, or has expired. Upload the image again.");
                            }
                        })
                        .replaceWithVoid();
    }

    private static Uni<Integer> addRow(Tx tx, ImageView image, @Nullable UUID key, ImageFile content) {
        return tx.update(
                        ADD,
                        tx.catalog(),
                        image.id(),
                        image.component(),
                        image.type(),
                        image.name(),
                        image.length(),
                        image.digest(),
                        image.securityVersion(),
                        image.builtAt(),
                        image.uploadedAt(),
                        image.uploadedBy(),
                        key,
                        content.contentDigest(),
                        ImageRows.provides(content),
                        ImageRows.depends(content))
                .invoke(added -> {
                    if (added == 0) {
                        throw taken(image.id());
                    }
                });
    }

    private static ProblemException taken(ImageId image) {
        return ProblemException.conflict("The catalog has or had another image " + image
                + ". Images never change: build it again to get a new image ID.");
    }
}
