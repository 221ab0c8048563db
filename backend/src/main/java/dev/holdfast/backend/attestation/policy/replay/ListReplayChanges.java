package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.policy.ReplayChange;
import dev.holdfast.contract.operator.policy.ReplayChangePage;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists the devices whose trust a replay would change. */
@ApplicationScoped
public class ListReplayChanges {
    private static final String CHANGES = """
            select c.device_id, p.name as product, g.name as group_name, c.from_trust, c.to_trust, c.at, c.newest, c.rule,
                c.dropped, c.subject, c.reason, c.evidence_count, c.evidence_changed
            from policy_replay_change c
            join device_group g on g.catalog_id = c.catalog_id and g.group_id = c.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where c.catalog_id = $1 and c.replay_id = $2""";
    // Counts a whole report without joins, from its primary key.
    private static final String ALL_LISTED =
            "select count(*) as listed from policy_replay_change where catalog_id = $1 and replay_id = $2";

    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("product", "x.product")
            .whole("group", "x.group_name")
            .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
            .words((condition, words) -> {
                DeviceIdPrefix.add(condition, "x.device_id", words);
                FilterTerms.contains(condition.sql(" or "), "coalesce(x.rule, '')", words);
                FilterTerms.contains(condition.sql(" or "), "x.reason", words);
            });

    private final Transactions transactions;
    private final ListReplays listReplays;

    ListReplayChanges(Transactions transactions, ListReplays listReplays) {
        this.transactions = transactions;
        this.listReplays = listReplays;
    }

    /**
     * Returns a page of a report's listed devices, whose trust would change; fails with {@code not-found}.
     *
     * @param after the last device of the previous page; null for the first page
     */
    public Uni<ReplayChangePage> page(
            CatalogId catalog, UUID replay, Filter filter, @Nullable DeviceId after, int limit) {
        return transactions.inCatalog(
                catalog,
                tx -> listReplays
                        .one(tx, replay)
                        .chain(() -> rows(tx, replay, filter, after, limit))
                        .chain(page -> countListed(tx, replay, filter)
                                .map(listed -> new ReplayChangePage(
                                        page,
                                        listed,
                                        page.size() < limit
                                                ? null
                                                : page.getLast().deviceId()))));
    }

    private static Uni<List<ReplayChange>> rows(
            Tx tx, UUID replay, Filter filter, @Nullable DeviceId after, int limit) {
        SqlBuilder page = changed(tx, replay, "x.*", filter);
        if (after != null) {
            page.sql(" and x.device_id > ").value(after, "bytea");
        }
        page.sql(" order by x.device_id limit " + limit);
        return tx.list(page.text(), ListReplayChanges::change, page.parameters());
    }

    private static Uni<Long> countListed(Tx tx, UUID replay, Filter filter) {
        if (filter.terms().isEmpty()) {
            return tx.one(ALL_LISTED, row -> row.getLong("listed"), tx.catalog(), replay);
        }
        SqlBuilder listed = changed(tx, replay, "count(*) as listed", filter);
        return tx.one(listed.text(), row -> row.getLong("listed"), listed.parameters());
    }

    private static SqlBuilder changed(Tx tx, UUID replay, String columns, Filter filter) {
        SqlBuilder changed = new SqlBuilder(tx.catalog())
                .given(replay)
                .sql("select " + columns + " from (" + CHANGES + ") x where true");
        FIELDS.on(changed, tx.now()).add(filter);
        return changed;
    }

    private static ReplayChange change(Row row) {
        return new ReplayChange(
                Columns.device(row, "device_id"),
                row.getString("product"),
                row.getString("group_name"),
                Trust.valueOf(row.getString("from_trust")),
                Trust.valueOf(row.getString("to_trust")),
                Columns.instant(row, "at"),
                row.getBoolean("newest"),
                row.getString("rule"),
                row.getBoolean("dropped"),
                row.getString("subject"),
                row.getString("reason"),
                row.getInteger("evidence_count"),
                row.getInteger("evidence_changed"));
    }
}
