package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.CertificateView.Revocation;
import dev.holdfast.contract.operator.revocation.CertificateView.Usage;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the certificates that a device got. */
@ApplicationScoped
public class ListCertificates {
    private static final String LIST = """
            select c.serial, c.usage, c.authority, c.not_before, c.not_after, e.at as ended_at, e.by as ended_by, e.cause, e.reason
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
            where c.catalog_id = $1 and c.device_id = $2
            order by c.not_after desc, c.usage limit $3""";

    private final Transactions transactions;
    private final FindDevices findDevices;

    ListCertificates(Transactions transactions, FindDevices findDevices) {
        this.transactions = transactions;
        this.findDevices = findDevices;
    }

    /** Returns those that expire last first; fails with {@code not-found} for a device that the catalog never had. */
    Uni<List<CertificateView>> of(CatalogId catalog, DeviceId device, int limit) {
        return findDevices
                .everHad(catalog, device)
                .chain(() -> transactions.sqlInCatalog(
                        catalog, sql -> sql.list(LIST, ListCertificates::view, catalog, device, limit)));
    }

    private static CertificateView view(Row row) {
        return new CertificateView(
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
