package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferFields;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Reads the transfers of a catalog: outgoing and incoming. Other catalogs cannot see a transfer. */
@Singleton
public class Transfers extends KeysetList<TransferView> {
    // Row-level security hides the transfers of other catalogs.
    private static final String SELECT = """
            select t.transfer_id, t.from_catalog = $1 as outgoing, t.from_name, t.to_name, t.devices, t.note, t.offered_at,
                t.offered_by, t.expires_at, t.voucher, t.state, t.settled_at, t.settled_by
            from device_transfer t
            """;
    private static final String ONE = SELECT + "where t.transfer_id = $2";
    private static final String ITEMS =
            "select device_id from device_transfer_item where transfer_id = $1 order by device_id";

    Transfers(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "transfers",
                        TransferView.class,
                        TransferFields.VOCABULARY,
                        (condition, now) -> fields(now).on(condition, now),
                        Order.Choice.of(
                                new Order.Key("at", "x.offered_at", "timestamptz"),
                                new Order.Key("id", "x.transfer_id", "uuid"),
                                true),
                        SELECT,
                        (tx, rows) -> Uni.createFrom()
                                .item(rows.stream()
                                        .map(row -> view(row, tx.now()))
                                        .toList())));
    }

    private static FieldColumns fields(Instant now) {
        return new FieldColumns()
                .any("is", (condition, word) -> is(condition, word, now))
                .choice("direction", Map.of("incoming", "not x.outgoing", "outgoing", "x.outgoing"))
                .whole("from", "x.from_name")
                .whole("to", "x.to_name")
                .whole("by", "x.offered_by")
                .ago("at", "x.offered_at")
                .words("x.from_name", "x.to_name", "x.note");
    }

    private static void is(SqlBuilder condition, String word, Instant now) {
        switch (word) {
            case "open" -> condition.sql("x.state = 'OPEN' and x.expires_at > ").value(now, "timestamptz");
            case "expired" ->
                condition
                        .sql("x.state = 'EXPIRED' or x.state = 'OPEN' and x.expires_at <= ")
                        .value(now, "timestamptz");
            default -> condition.sql("lower(x.state) = ").value(word, "text");
        }
    }

    /** Returns a transfer; fails with {@code not-found}. */
    Uni<TransferDetail> get(CatalogId catalog, UUID transfer) {
        return transactions.inCatalog(catalog, tx -> get(tx, transfer));
    }

    /** Returns a transfer; fails with {@code not-found}. */
    Uni<TransferDetail> get(Tx tx, UUID transfer) {
        return tx.find(ONE, row -> row, tx.catalog(), transfer)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Transfer " + transfer)))
                .chain(row -> tx.list(ITEMS, item -> Columns.device(item, "device_id"), transfer)
                        .map(devices -> new TransferDetail(view(row, tx.now()), devices, row.getString("voucher"))));
    }

    private static TransferView view(Row row, Instant now) {
        Instant expiresAt = Columns.instant(row, "expires_at");
        TransferView.State state = TransferView.State.valueOf(row.getString("state"));
        boolean expired = state == TransferView.State.OPEN && !now.isBefore(expiresAt);
        return new TransferView(
                row.getUUID("transfer_id"),
                Boolean.TRUE.equals(row.getBoolean("outgoing"))
                        ? TransferView.Direction.OUTGOING
                        : TransferView.Direction.INCOMING,
                row.getString("from_name"),
                row.getString("to_name"),
                row.getInteger("devices"),
                row.getString("note"),
                expired ? TransferView.State.EXPIRED : state,
                Columns.instant(row, "offered_at"),
                row.getString("offered_by"),
                expiresAt,
                Columns.instantOrNull(row, "settled_at"),
                row.getString("settled_by"));
    }
}
