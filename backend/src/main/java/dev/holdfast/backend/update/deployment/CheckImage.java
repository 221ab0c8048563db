package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.content.ApplicationQuota;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.KnownPart;
import dev.holdfast.contract.operator.image.ImageChecks;
import dev.holdfast.contract.operator.image.ImageFit;
import dev.holdfast.contract.operator.image.ImageFitResult;
import dev.holdfast.contract.operator.image.ImageInterface;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares an image with the parts (SKUs) and operating systems of all device groups, by the rules of {@link GroupRules}. */
@ApplicationScoped
public class CheckImage {
    private static final String IMAGE = "select " + ImageRows.COLUMNS
            + ", i.provides::text as provides, i.depends::text as depends from image i"
            + " where i.catalog_id = $1 and i.image_id = $2 and i.deleted_at is null";
    private static final String FITS = """
            select p.name as product, g.name as group_name, gp.part, m.identity, m.needed, m.provided
            from group_part gp
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            join image i on i.catalog_id = gp.catalog_id and i.image_id = $2
            left join lateral (%s order by n.identity limit 1) m on true
            where gp.catalog_id = $1
            order by p.name, g.name, gp.part limit 1000""".formatted(GroupRules.MISSING);

    private final Transactions transactions;

    CheckImage(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the results of the checks; fails with {@code not-found}. */
    Uni<ImageChecks> check(CatalogId catalog, ImageId id) {
        return transactions.readOnly(
                catalog,
                tx -> tx.find(IMAGE, row -> row, catalog, id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("Image " + id)))
                        .chain(row -> fits(tx, ImageRows.view(row))
                                .map(fits -> new ImageChecks(
                                        interfaces(row, "depends"), interfaces(row, "provides"), fits))));
    }

    private static Uni<List<ImageFit>> fits(Tx tx, ImageView image) {
        return ImageRows.type(image).belongsToCustomer()
                ? tx.list(FITS, row -> fit(image, row), tx.catalog(), image.id())
                : Uni.createFrom().item(List.of());
    }

    private static ImageFit fit(ImageView image, Row row) {
        Optional<KnownPart> small = image.type().equals(ImageType.APPLICATIONS.apiName())
                ? ApplicationQuota.exceeded(row.getString("part"), image.length())
                : Optional.empty();
        if (small.isPresent()) {
            return fit(row, ImageFitResult.TOO_LARGE_FOR_PART, null, image.length(), (long)
                    small.get().applicationQuota());
        }
        return row.getLong("identity") == null
                ? fit(row, ImageFitResult.FITS, null, null, null)
                : fit(
                        row,
                        ImageFitResult.ABI_NOT_PROVIDED,
                        row.getLong("identity"),
                        row.getLong("needed"),
                        row.getLong("provided"));
    }

    private static ImageFit fit(
            Row row, ImageFitResult result, @Nullable Long identity, @Nullable Long needed, @Nullable Long available) {
        return new ImageFit(
                row.getString("product"),
                row.getString("group_name"),
                row.getString("part"),
                result,
                identity,
                needed,
                available);
    }

    private static List<ImageInterface> interfaces(Row row, String column) {
        return new JsonArray(row.getString(column))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(each -> new ImageInterface(each.getLong("identity"), each.getLong("version")))
                        .toList();
    }
}
