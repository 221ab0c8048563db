package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads transfers, each as the one or the other catalog sees it; a third one sees none. */
@ApplicationScoped
public class Transfers {
    private static final String SELECT = """
            select t.transfer_id, t.from_catalog = $1 as outgoing, t.from_name, t.to_name, t.devices, t.note, t.offered_at,
                t.offered_by, t.expires_at, t.voucher, t.state, t.settled_at, t.settled_by
            from device_transfer t
            """;
    private static final String NEWEST = SELECT + "order by t.offered_at desc limit $2";
    private static final String ONE = SELECT + "where t.transfer_id = $2";
    private static final String ITEMS =
            "select device_id from device_transfer_item where transfer_id = $1 order by device_id";

    private final Transactions transactions;
    private final Clock clock;

    Transfers(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the newest first, those of both directions. */
    Uni<List<TransferView>> newest(CatalogId catalog, int limit) {
        return transactions.sqlInCatalog(catalog, sql -> sql.list(NEWEST, this::view, catalog, limit));
    }

    /** Returns one; fails with {@code not-found}. */
    Uni<TransferDetail> one(CatalogId catalog, UUID transfer) {
        return transactions.sqlInCatalog(catalog, sql -> one(sql, catalog, transfer));
    }

    /** Returns one inside of a transaction; fails with {@code not-found}. */
    Uni<TransferDetail> one(Sql sql, CatalogId catalog, UUID transfer) {
        return sql.find(ONE, row -> row, catalog, transfer)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Transfer " + transfer)))
                .chain(row -> sql.list(ITEMS, item -> Columns.device(item, "device_id"), transfer)
                        .map(devices -> new TransferDetail(view(row), devices, row.getString("voucher"))));
    }

    private TransferView view(Row row) {
        Instant expiresAt = Columns.instant(row, "expires_at");
        TransferView.State state = TransferView.State.valueOf(row.getString("state"));
        boolean expired = state == TransferView.State.OPEN && !clock.instant().isBefore(expiresAt);
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
