package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.ImageView;
import dev.holdfast.contract.operator.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells gateways which group's target a device follows, what that target is, and the bytes that it lists. */
@ApplicationScoped
public class AnswerTargets {
    private static final Duration NOTHING_FOR = Duration.ofDays(1);
    private static final String CATALOG_OF_DEVICE = "select catalog_id from device_catalog where device_id = $1";
    private static final String CATALOG_OF_GROUP = "select catalog_of_group($1) as catalog_id";
    private static final String ASSIGNMENT =
            "select group_id, trust from device where catalog_id = $1 and device_id = $2";
    private static final String SET = """
            select deployment_id, version, signed, expires_at from manifest_set where catalog_id = $1 and group_id = $2""";
    private static final String CONTENT = """
            select c.content
            from manifest_set m
            join deployment_image x using (catalog_id, deployment_id)
            join image_content c using (catalog_id, image_id)
            where m.catalog_id = $1 and m.group_id = $2 and x.image_id = $3""";

    private final Transactions transactions;
    private final Clock clock;

    AnswerTargets(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns a device's group; none when nobody claimed it. A device whose evidence is refused is blocked. */
    public Uni<Assignment> assignment(DeviceId device) {
        return catalog(CATALOG_OF_DEVICE, device)
                .chain(catalog -> catalog.map(walls -> transactions.sqlInCatalog(
                                walls, sql -> sql.find(ASSIGNMENT, AnswerTargets::assignment, walls, device)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.orElse(new Assignment(null, false)));
    }

    /** Returns a group's target; fails with {@code not-found}. */
    public Uni<Target> target(UUID group) {
        return catalogOf(group)
                .chain(catalog -> transactions.sqlInCatalog(catalog, sql -> target(sql, catalog, group)));
    }

    /** Returns the package of an image that a group's target lists; fails with {@code not-found}. */
    public Uni<Blob> image(UUID group, ImageId image) {
        return catalogOf(group)
                .chain(catalog -> transactions.sqlInCatalog(
                        catalog, sql -> sql.find(CONTENT, row -> Columns.blob(row, "content"), catalog, group, image)))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Image " + image)));
    }

    private Uni<Target> target(Sql sql, CatalogId catalog, UUID group) {
        return sql.find(SET, row -> row, catalog, group)
                .chain(found -> found.map(row -> {
                            UUID deployment = row.getUUID("deployment_id");
                            return DeployedImage.of(sql, catalog, List.of(deployment))
                                    .map(images -> target(row, images.getOrDefault(deployment, List.of())));
                        })
                        .orElseGet(() -> Uni.createFrom().item(nothing())));
    }

    private static Target target(Row row, List<ImageView> images) {
        return new Target(
                row.getLong("version"),
                Columns.blob(row, "signed"),
                Columns.instant(row, "expires_at"),
                images.stream()
                        .map(image -> new TargetImage(image.id(), image.length()))
                        .toList());
    }

    private Target nothing() {
        return new Target(0, Blob.of(new byte[0]), clock.instant().plus(NOTHING_FOR), List.of());
    }

    private static Assignment assignment(Row row) {
        return new Assignment(row.getUUID("group_id"), Trust.valueOf(row.getString("trust")) == Trust.UNTRUSTED);
    }

    private Uni<CatalogId> catalogOf(UUID group) {
        return catalog(CATALOG_OF_GROUP, group)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device group " + group)));
    }

    private Uni<Optional<CatalogId>> catalog(String question, Object of) {
        return transactions
                .sqlInInstallation(sql -> sql.find(question, row -> Optional.ofNullable(row.getUUID("catalog_id")), of))
                .map(found -> found.flatMap(id -> id).map(CatalogId::new));
    }
}
