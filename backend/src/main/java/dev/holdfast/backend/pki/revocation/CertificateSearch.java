package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next page of certificates that match a filter. Scans at most {@value #MAX_SCANNED_ROWS} rows that an index selects, because a catalog
 * can have hundreds of millions. So a page can be short and still have a next one (ADR 0031).
 */
final class CertificateSearch {
    private static final int MAX_SCANNED_ROWS = 5_000;

    /** Minimum number of pages that a scan covers. */
    private static final int PAGES = 4;

    private final Tx tx;
    private final CatalogId catalog;
    private final PageRequest request;
    private final Instant now;
    private final @Nullable DeviceId device;
    private final Signers signers;

    private CertificateSearch(Tx tx, PageRequest request, Instant now, @Nullable DeviceId device, Signers signers) {
        this.tx = tx;
        this.catalog = tx.catalog();
        this.request = request;
        this.now = now;
        this.device = device;
        this.signers = signers;
    }

    /**
     * Request for a page.
     *
     * @param behind key after which the page starts; null for the first page
     * @param limit maximum number of rows
     */
    @SuppressWarnings("ArrayRecordComponent") // Copied from a cursor into a statement, never compared.
    record PageRequest(Filter filter, Order order, byte @Nullable [] behind, int limit) {}

    /**
     * Result of a search.
     *
     * @param rows certificates with their end, and one more than the limit if there are more
     * @param next key at which to continue when the scan stopped early; null otherwise
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Found(List<Row> rows, byte @Nullable [] next) {}

    /** Returns the next certificates of the catalog, or of one device. */
    static Uni<Found> next(Tx tx, @Nullable DeviceId device, PageRequest request, Instant now) {
        return Signers.of(tx).chain(signers -> new CertificateSearch(tx, request, now, device, signers).next());
    }

    private Uni<Found> next() {
        Order order = request.order();
        SqlBuilder found = new SqlBuilder(catalog)
                .sql("select " + CertificateRows.COLUMNS + order.columns() + " from (select x.* from (");
        scan(found);
        found.sql(") x where true");
        CertificateTerms.fields(now).on(found, now).add(request.filter());
        found.sql(order.orderBy() + " limit " + (request.limit() + 1) + ") x ")
                .sql(CertificateRows.ENDED)
                .sql(order.orderBy());
        return tx.list(found.text(), row -> row, found.parameters())
                .chain(rows -> rows.size() > request.limit()
                        ? Uni.createFrom().item(new Found(rows, null))
                        : end().map(end -> new Found(rows, end.orElse(null))));
    }

    private void scan(SqlBuilder rows) {
        Order order = request.order();
        rows.sql("select x.* from issued_certificate x where x.catalog_id = $1");
        if (device != null) {
            rows.sql(" and x.device_id = ").value(device, "bytea");
        }
        new CertificateIndexes(rows, signers, now).add(request.filter());
        byte[] behind = request.behind();
        if (behind != null) {
            order.behind(rows, behind);
        }
        rows.sql(order.orderBy() + " limit " + scanLimit());
    }

    private int scanLimit() {
        return Math.max(MAX_SCANNED_ROWS, PAGES * request.limit());
    }

    /** Returns the key after the scanned rows; empty at the end. */
    private Uni<Optional<byte[]>> end() {
        SqlBuilder last =
                new SqlBuilder(catalog).sql("select true" + request.order().columns() + " from (");
        scan(last);
        last.sql(") x" + request.order().orderBy() + " offset " + (scanLimit() - 1));
        return tx.find(last.text(), Order::place, last.parameters());
    }
}
