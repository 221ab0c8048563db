package dev.holdfast.backend.update.image;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.image.ImageFields;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Lists a catalog's images, by default newest first. */
@Singleton
public class ListImages extends KeysetList<ImageView> {
    private static final String SELECT = "select " + ImageRows.COLUMNS
            + ", i.name_order from image i where i.catalog_id = $1 and i.deleted_at is null";
    private static final List<ImageType> DEPLOYABLE_TYPES = Arrays.stream(ImageType.values())
            .filter(ImageType::belongsToCustomer)
            .toList();
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("name", "x.name")
            .whole("type", "x.type")
            .whole("component", "x.component_id::text")
            .beginning("digest", "encode(x.digest, 'hex')")
            .whole("by", "x.uploaded_by")
            .ago("at", "x.uploaded_at")
            .ago("built", "x.built_at")
            .words((condition, words) -> {
                FilterTerms.contains(condition, "x.name", words);
                condition.sql(" or ");
                FieldColumns.begins(condition, "x.image_id::text", words);
                condition.sql(" or ");
                FieldColumns.begins(condition, "x.component_id::text", words);
            });

    ListImages(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "images",
                        ImageView.class,
                        ImageFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("at", "x.uploaded_at", "timestamptz"),
                                new Order.Key("id", "x.image_id", "uuid"),
                                true,
                                new Order.Key("name", "x.name_order", "text")),
                        SELECT,
                        each(ImageRows::view)));
    }

    /** Returns the images that can be deployed to a group; fails with {@code not-found}. */
    public Uni<Pages<ImageView>> deployable(
            CatalogId catalog, String product, String group, ListParameters parameters) {
        Filter filter = filter(parameters.filter());
        return transactions
                .inCatalog(catalog, tx -> DeviceGroups.find(tx, product, group))
                .map(found -> pages(
                        catalog,
                        filter,
                        parameters.sort(),
                        rows -> rows.sql(" and x.type = any (")
                                .value(Columns.texts(DEPLOYABLE_TYPES, ImageType::apiName), "text[]")
                                .sql(")")));
    }

    /** Returns an image; fails with {@code not-found}. */
    Uni<ImageView> image(CatalogId catalog, ImageId image) {
        return transactions
                .inCatalog(catalog, tx -> DeployedImage.byId(tx, List.of(image)))
                .map(found -> Optional.ofNullable(found.get(image))
                        .orElseThrow(() -> ProblemException.notFound("Image " + image)));
    }
}
