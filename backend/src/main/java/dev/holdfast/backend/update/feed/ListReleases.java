package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads releases of the operating system. */
@ApplicationScoped
public class ListReleases {
    private static final String SELECT = """
            select r.release_id, r.part, r.security_version, r.released_at, r.released_by, r.promote_at, r.retail_at,
                   r.withdrawn_at, r.withdrawn_by, r.withdrawn_reason, r.retired_at,
                   array(select o.feed from os_offer o where o.release_id = r.release_id order by o.feed desc) as offered_by
            from os_release r
            """;
    private static final SingleOrderList LIST = new SingleOrderList(
            "os-releases",
            new Order(
                    new Order.Key("at", "x.released_at", "timestamptz"),
                    new Order.Key("id", "x.release_id", "uuid"),
                    true));
    private static final String ONE = SELECT + "where r.release_id = $1";
    private static final String IMAGES = "select x.release_id, " + ImageRows.COLUMNS + """
             from os_release_image x join os_image i using (manufacturer, image_id)
            where x.release_id = any ($1::uuid[])
            order by x.release_id, x.position""";

    private final Transactions transactions;

    ListReleases(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Listed(UUID release, ImageView image) {}

    /** Returns a page of the releases, newest first. */
    public Uni<Slice<OsReleaseView>> page(PageParameters parameters) {
        return transactions.inInstallation(
                tx -> LIST.page(tx, new SqlBuilder().sql(SELECT), parameters, rows -> views(tx, rows)));
    }

    /** Returns a release; fails with {@code not-found}. */
    public Uni<OsReleaseView> one(UUID release) {
        return transactions.inInstallation(tx -> one(tx, release));
    }

    static Uni<OsReleaseView> one(Tx tx, UUID release) {
        return tx.list(ONE, row -> row, release)
                .chain(rows -> views(tx, rows))
                .map(found -> found.stream()
                        .findFirst()
                        .orElseThrow(() -> ProblemException.missing("OS release " + release)));
    }

    /** Returns the images that devices get with some releases, in installation order. */
    public static Uni<Map<UUID, List<ImageView>>> images(Tx tx, Collection<UUID> releases) {
        return tx.list(
                        IMAGES,
                        row -> new Listed(row.getUUID("release_id"), ImageRows.view(row)),
                        Columns.guids(releases, release -> release))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                Listed::release, Collectors.mapping(Listed::image, Collectors.toList()))));
    }

    private static Uni<List<OsReleaseView>> views(Tx tx, List<Row> rows) {
        return images(tx, rows.stream().map(row -> row.getUUID("release_id")).toList())
                .map(images -> rows.stream().map(row -> view(row, images)).toList());
    }

    private static OsReleaseView view(Row row, Map<UUID, List<ImageView>> images) {
        UUID id = row.getUUID("release_id");
        return new OsReleaseView(
                id,
                row.getString("part"),
                OsVersion.name(row.getLong("security_version")),
                row.getLong("security_version"),
                List.of(row.getArrayOfStrings("offered_by")),
                images.getOrDefault(id, List.of()),
                Columns.instant(row, "released_at"),
                row.getString("released_by"),
                Columns.instantOrNull(row, "promote_at"),
                Columns.instantOrNull(row, "retail_at"),
                Columns.instantOrNull(row, "withdrawn_at"),
                row.getString("withdrawn_by"),
                row.getString("withdrawn_reason"),
                Columns.instantOrNull(row, "retired_at"));
    }
}
