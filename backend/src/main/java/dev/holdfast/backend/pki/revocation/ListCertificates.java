package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.CertificateFields;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.CertificateView.Revocation;
import dev.holdfast.contract.operator.revocation.CertificateView.Usage;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that devices got. Devices pay for no list (ADR 0031): of a catalog they come device by device or by serial number, which
 * have indexes anyway.
 */
@Singleton
public class ListCertificates extends KeysetList<CertificateView> {
    private static final String SELECT = """
            select c.serial, c.device_id, c.usage, c.authority, c.not_before, c.not_after, e.at as ended_at, e.by as ended_by,
                e.cause, e.reason
            from issued_certificate c
            left join lateral (
                select r.revoked_at as at, r.revoked_by as by, r.cause, r.reason, 1 as rank
                from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial
                union all
                select a.revoked_at, a.revoked_by, 'CESSATION_OF_OPERATION', a.revoked_reason, 2
                from catalog_authority a
                where a.catalog_id = c.catalog_id and a.generation = c.authority and a.revoked_at is not null
                union all
                select d.blocked_at, d.blocked_by, 'CERTIFICATE_HOLD', d.blocked_reason, 3
                from device d
                where d.catalog_id = c.catalog_id and d.device_id = c.device_id and d.blocked_at is not null
                order by rank limit 1
            ) e on true
            where c.catalog_id = $1""";

    // Sets that are small beside all certificates, so that PostgreSQL can begin with them.
    private static final String REVOKED =
            "x.serial in (select r.serial from certificate_revocation r where r.catalog_id = $1)";
    private static final String BLOCKED =
            "x.device_id in (select d.device_id from device d where d.catalog_id = $1 and d.blocked_at is not null)";
    private static final String RETIRED =
            "x.authority in (select a.generation from catalog_authority a where a.catalog_id = $1 and a.revoked_at is not null)";

    private static final Order.Key DEVICE = new Order.Key("device", "x.device_id", "bytea");
    private static final Order.Key SERIAL = new Order.Key("serial", "x.serial", "bytea");
    private static final Order.Key EXPIRES = new Order.Key("expires", "x.not_after", "timestamptz");
    private static final Order.Choice OF_DEVICE = Order.Choice.of(EXPIRES, SERIAL, true, SERIAL);

    private final FindDevices findDevices;

    ListCertificates(Transactions transactions, Clock clock, FindDevices findDevices) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "device-certificates",
                        CertificateView.class,
                        CertificateFields.VOCABULARY,
                        (condition, now) -> fields(now).on(condition, now),
                        Order.Choice.of(DEVICE, SERIAL, false, SERIAL)));
        this.findDevices = findDevices;
    }

    /** Returns those of a device, of which the one that expires last comes first; fails with {@code not-found} for one that the catalog never had. */
    Uni<Pages<CertificateView>> ofDevice(CatalogId catalog, DeviceId device, ListParameters asked) {
        Pages<CertificateView> pages = pages(
                catalog,
                filter(asked.filter()),
                OF_DEVICE.parse(asked.sort()),
                found -> found.sql(" and x.device_id = ").value(device, "bytea"));
        return findDevices.everHad(catalog, device).replaceWith(pages);
    }

    private static FieldColumns fields(Instant now) {
        return new FieldColumns()
                .any("is", (condition, word) -> is(condition, word, now))
                .whole("usage", "x.usage")
                .any("device", ListCertificates::ofDevice)
                .any("serial", ListCertificates::ofSerial)
                .whole("generation", "x.authority::text")
                .ago("issued", "x.not_before")
                .ahead("expires", "x.not_after")
                .whole("by", "coalesce(x.ended_by, '')")
                .part("reason", "coalesce(x.reason, '')")
                .words((condition, words) -> {
                    ofDevice(condition, words);
                    condition.sql(" or ");
                    ofSerial(condition, words);
                });
    }

    private static void is(Condition condition, String word, Instant now) {
        switch (word) {
            case "valid" ->
                condition.sql("x.ended_at is null and x.not_after > ").value(now, "timestamptz");
            case "expired" -> condition.sql("x.not_after <= ").value(now, "timestamptz");
            case "revoked" -> condition.sql(REVOKED);
            case "blocked" -> condition.sql(BLOCKED);
            default -> condition.sql(RETIRED);
        }
    }

    private static void ofDevice(Condition condition, String beginning) {
        DeviceIdPrefix.parse(beginning)
                .ifPresentOrElse(
                        ids -> condition
                                .sql("x.device_id between ")
                                .value(ids.first(), "bytea")
                                .sql(" and ")
                                .value(ids.last(), "bytea"),
                        () -> condition.sql("false"));
    }

    private static void ofSerial(Condition condition, String hex) {
        SerialNumber.find(hex)
                .ifPresentOrElse(
                        serial -> condition.sql("x.serial = ").value(serial.bytes(), "bytea"),
                        () -> condition.sql("false"));
    }

    @Override
    protected void select(Condition condition, Instant now) {
        condition.sql(SELECT);
    }

    @Override
    protected Uni<List<CertificateView>> views(Sql sql, CatalogId catalog, List<Row> rows) {
        return each(rows, ListCertificates::view);
    }

    private static CertificateView view(Row row) {
        return new CertificateView(
                Columns.device(row, "device_id"),
                SerialNumber.read(row, "serial").hex(),
                Usage.valueOf(row.getString("usage")),
                row.getInteger("authority"),
                Columns.instant(row, "not_before"),
                Columns.instant(row, "not_after"),
                revocation(row));
    }

    private static @Nullable Revocation revocation(Row row) {
        Instant at = Columns.instantOrNull(row, "ended_at");
        return at == null
                ? null
                : new Revocation(
                        at,
                        row.getString("ended_by"),
                        RevocationCause.valueOf(row.getString("cause")),
                        row.getString("reason"));
    }
}
