package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the next certificates of a catalog that meet a filter, and never at all of them: there are hundreds of millions (ADR 0039). First at the
 * {@value #SHORT} that come next; where too few of them meet the filter, at those that an index knows to be few, {@value RareCertificates#MOST} at most; and else at
 * {@value #LONG} in the order, or at {@value #PAGES} pages of them where that is more. What is found then may be less than was asked for, with the place where to go on.
 *
 * <p>In an order by device, whole devices are read: as many as would have that many certificates if each had as many as the next {@value #SAMPLE} have on average, and
 * {@value #SAMPLE} at least, however many these have.
 */
final class CertificateSearch {
    private static final int SHORT = 1_000;
    private static final int LONG = 2_000;

    /** How many pages of rows a look has at least. */
    private static final int PAGES = 4;

    /** How many devices say how many certificates one has. */
    private static final int SAMPLE = 8;

    /** Before and behind all serial numbers, which are positive. */
    private static final String LEAST_SERIAL = "\\x";

    private static final String LARGEST_SERIAL = "\\xff";

    private final Sql sql;
    private final CatalogId catalog;
    private final Wanted wanted;
    private final Instant now;
    private final Signers signers;
    private final CertificateTimes times;
    private final CertificateRanges ranges;

    private CertificateSearch(
            Sql sql, CatalogId catalog, Wanted wanted, Instant now, Signers signers, CertificateRanges ranges) {
        this.sql = sql;
        this.catalog = catalog;
        this.wanted = wanted;
        this.now = now;
        this.signers = signers;
        this.times = CertificateTimes.of(wanted.filter(), signers, now);
        this.ranges = ranges;
    }

    /**
     * What is looked for.
     *
     * @param filter what it meets
     * @param order by device, or by serial number
     * @param behind behind which place; null for the beginning
     * @param limit how many at most
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // A place goes from a cursor into a statement, and is compared with nothing.
    record Wanted(Filter filter, Order order, byte @Nullable [] behind, int limit) {}

    /**
     * What was found.
     *
     * @param rows with what ended each, and one more than was asked for if there is more
     * @param next where to go on where not everything was looked at; null if it was, or if there is one row more
     */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Found(List<Row> rows, byte @Nullable [] next) {}

    static Uni<Found> next(Sql sql, CatalogId catalog, Wanted wanted, Instant now) {
        return Signers.of(sql, catalog)
                .chain(signers -> CertificateRanges.of(sql, catalog, wanted.filter())
                        .chain(ranges -> new CertificateSearch(sql, catalog, wanted, now, signers, ranges).next()));
    }

    /** Returns the next of one device, all of whose certificates are looked at. */
    static Uni<List<Row>> ofDevice(Sql sql, CatalogId catalog, DeviceId device, Wanted wanted, Instant now) {
        return new CertificateSearch(
                        sql, catalog, wanted, now, new Signers(List.of()), new CertificateRanges(List.of(), List.of()))
                .rows(all -> all.sql("select c.* from issued_certificate c where c.catalog_id = $1 and c.device_id = ")
                        .value(device, "bytea"));
    }

    private Uni<Found> next() {
        return perDevice()
                .chain(certificates -> walk(look(certificates, SHORT))
                        .chain(found -> found.next() == null
                                ? Uni.createFrom().item(found)
                                : new RareCertificates(sql, catalog, wanted.filter(), signers, times, now)
                                        .serials()
                                        .chain(few ->
                                                few.map(this::ofFew).orElseGet(() -> walk(look(certificates, LONG))))));
    }

    private boolean isByDevice() {
        return wanted.order().key().equals(ListCertificates.DEVICE);
    }

    /** How many certificates a device has, of those within the times that matter: in an order by device those are read, device by device. */
    private Uni<Long> perDevice() {
        if (!isByDevice()) {
            return Uni.createFrom().item(1L);
        }
        SqlBuilder condition = new SqlBuilder(catalog).sql("select count(*) as certificates from (");
        byDevice(condition, SAMPLE);
        condition.sql(") c");
        return sql.one(
                condition.text(), row -> Math.ceilDiv(row.getLong("certificates"), SAMPLE), condition.parameters());
    }

    /** How many devices, or in an order by serial number certificates, are looked at: more for a long page, as in a file. */
    private int look(long perDevice, int certificates) {
        int most = Math.max(certificates, PAGES * wanted.limit());
        return isByDevice() ? Math.clamp(most / Math.max(1, perDevice), SAMPLE, most) : most;
    }

    private Uni<Found> walk(int most) {
        return rows(isByDevice() ? walked -> byDevice(walked, most) : walked -> bySerial(walked, most))
                .chain(rows -> rows.size() > wanted.limit()
                        ? Uni.createFrom().item(new Found(rows, null))
                        : end(most).map(end -> new Found(rows, end.orElse(null))));
    }

    private Uni<Found> ofFew(List<byte[]> serials) {
        return rows(few -> few.sql("select c.* from (select distinct k.serial from unnest(")
                        .value(Columns.byteArrays(serials, serial -> serial), "bytea[]")
                        .sql(") as k(serial)) k cross join lateral (select i.* from issued_certificate i"
                                + " where i.catalog_id = $1 and i.serial = k.serial offset 0) c"))
                .map(rows -> new Found(rows, null));
    }

    /** Returns those of some certificates that meet the filter. */
    private Uni<List<Row>> rows(Consumer<SqlBuilder> some) {
        Order order = wanted.order();
        byte[] behind = wanted.behind();
        SqlBuilder condition = new SqlBuilder(catalog)
                .sql("select " + CertificateRows.COLUMNS + order.columns() + " from (select x.* from (");
        some.accept(condition);
        condition.sql(") x where true");
        CertificateTerms.fields(now).on(condition, now).add(wanted.filter());
        if (behind != null) {
            order.behind(condition, behind);
        }
        condition
                .sql(order.orderBy() + " limit " + (wanted.limit() + 1) + ") x ")
                .sql(CertificateRows.ENDED)
                .sql(order.orderBy());
        return sql.list(condition.text(), row -> row, condition.parameters());
    }

    private void byDevice(SqlBuilder condition, int most) {
        condition.sql("select c.* from certificates_of(array(");
        devices(condition, most);
        CertificateTerms.add(condition.sql("), "), times.expires());
        condition.sql(") c");
    }

    /** The next devices: those that the catalog has, and those that left it. */
    private void devices(SqlBuilder condition, int most) {
        condition.sql("select u.device_id from (");
        devices(condition, "device", most);
        condition.sql(" union ");
        devices(condition, "departed_device", most);
        condition.sql(") u order by u.device_id" + way() + " limit " + most);
    }

    private void devices(SqlBuilder condition, String table, int most) {
        condition.sql("(select distinct d.device_id from " + table + " d where d.catalog_id = $1");
        byte[] behind = wanted.behind();
        if (behind != null) {
            wanted.order().notBefore(condition, "d.device_id", behind);
        }
        ranges.addDevices(condition, "d.device_id");
        condition.sql(" order by d.device_id" + way() + " limit " + most + ")");
    }

    private void bySerial(SqlBuilder condition, int most) {
        condition.sql("select c.* from issued_certificate c where c.catalog_id = $1");
        byte[] behind = wanted.behind();
        if (behind != null) {
            wanted.order().notBefore(condition, "c.serial", behind);
        }
        ranges.addSerials(condition, "c.serial");
        condition.sql(" order by c.serial" + way() + " limit " + most);
    }

    private String way() {
        return wanted.order().descending() ? " desc" : "";
    }

    /** Returns the place behind a look; empty where nothing comes there. */
    private Uni<Optional<byte[]>> end(int most) {
        SqlBuilder condition = new SqlBuilder(catalog);
        String last = isByDevice() ? "device_id" : "serial";
        condition.sql("select w." + last + "::text as last from (");
        if (isByDevice()) {
            devices(condition, most);
        } else {
            bySerial(condition, most);
        }
        condition.sql(") w order by w." + last + way() + " offset " + (most - 1));
        return sql.find(condition.text(), row -> place(row.getString("last")), condition.parameters());
    }

    private byte[] place(String last) {
        return isByDevice()
                ? Order.place(last, wanted.order().descending() ? LEAST_SERIAL : LARGEST_SERIAL)
                : Order.place(last, last);
    }
}
