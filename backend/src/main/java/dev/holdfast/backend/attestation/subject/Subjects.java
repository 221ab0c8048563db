package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.reference.OsSource;
import dev.holdfast.backend.attestation.suspicion.Trace;
import dev.holdfast.backend.attestation.waiting.WaitingLine;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks devices up for attestation, those that wait together with one statement. Which catalog a device is in is not
 * known before, so this asks a function across catalogs ({@code attestation_subjects}); one statement on the pool is
 * its own transaction.
 */
@ApplicationScoped
public class Subjects {
    private static final int BATCH_SIZE = 64;
    private static final int AT_ONCE = 3;
    private static final String FIND = "select * from attestation_subjects($1)";

    private final Pool pool;
    private final WaitingLine<DeviceId, Optional<Subject>> line = new WaitingLine<>(BATCH_SIZE, AT_ONCE, this::find);

    Subjects(Pool pool) {
        this.pool = pool;
    }

    /** Finds a device; fails with {@code device-refused} when no silicon maker endorsed it. */
    public Uni<Subject> of(DeviceId device) {
        return line.join(device)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.refused("no silicon maker's list endorses the device")));
    }

    private Uni<List<Optional<Subject>>> find(List<DeviceId> devices) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Columns.devices(devices)))
                .map(Subjects::byDevice)
                .map(found -> devices.stream()
                        .map(device -> Optional.ofNullable(found.get(device)))
                        .toList());
    }

    private static Map<DeviceId, Subject> byDevice(RowSet<Row> rows) {
        Map<DeviceId, Subject> found = new HashMap<>();
        for (Row row : rows) {
            found.put(DeviceId.of(row.getBuffer("device_id").getBytes()), subject(row));
        }
        return found;
    }

    private static Subject subject(Row row) {
        return new Subject(
                P256PublicKey.of(row.getBuffer("general_key").getBytes()),
                row.getUUID("catalog_id"),
                LastKnown.of(row.getLong("boot_count"), row.getLong("keystore_version"), (JsonObject)
                        row.getValue("security_versions")),
                row.getLong("reference_revision"),
                new OsSource(row.getString("part"), row.getString("os_feed"), row.getLong("os_revision")),
                AppliedPolicy.of(
                        row.getString("policy_scope"),
                        row.getUUID("policy_scope_id"),
                        row.getInteger("policy_version")),
                row.getLong("target_manifest"),
                row.getString("revocation"),
                Columns.instantOrNull(row.getDelegate(), "last_attestation"),
                Trace.of((JsonObject) row.getValue("trace")),
                Columns.digests(row.getDelegate(), "target_digests"));
    }
}
