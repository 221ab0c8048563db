package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.CertificateView.Revocation;
import dev.holdfast.contract.operator.revocation.CertificateView.Usage;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * SQL and row mapper of {@link CertificateView}: a certificate with the cause that ended it, if any: revocation, retired authority or
 * blocked device.
 */
final class CertificateRows {
    /** Columns of {@link #ENDED}. */
    static final String END = "e.at as ended_at, e.by as ended_by, e.cause, e.reason";

    /** Joins a certificate {@code x} with the first cause that ended it. */
    static final String ENDED = """
            left join lateral (
                select r.revoked_at as at, r.revoked_by as by, r.cause, r.reason, 1 as rank
                from certificate_revocation r where r.catalog_id = $1 and r.serial = x.serial
                union all
                select a.revoked_at, a.revoked_by, 'CESSATION_OF_OPERATION', a.revoked_reason, 2
                from catalog_authority a
                where a.catalog_id = $1 and a.generation = x.authority and a.revoked_at is not null
                union all
                select d.blocked_at, d.blocked_by, 'CERTIFICATE_HOLD', d.blocked_reason, 3
                from device d
                where d.catalog_id = $1 and d.device_id = x.device_id and d.blocked_at is not null
                order by rank limit 1
            ) e on true""";

    private CertificateRows() {}

    static CertificateView view(Row row) {
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
