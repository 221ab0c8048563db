package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.attestation.anomaly.BootTrace;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.GrantedCapabilities;
import dev.holdfast.backend.attestation.batch.RequestBatcher;
import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks up devices for attestation; concurrent lookups share a statement. A device's catalog is not known yet, so the statements call
 * functions that read all catalogs ({@code R__attestation.sql}). Each statement is a transaction of its own.
 */
@ApplicationScoped
public class Subjects {
    private static final int BATCH_SIZE = 64;
    private static final int MAX_CONCURRENT = 3;
    private static final RequestBatcher.Pause PAUSE = RequestBatcher.Pause.of(Duration.ofMillis(50));
    private static final String ADMISSION_STATES = "select * from attestation_admissions($1)";
    private static final String SUBJECTS = "select * from attestation_subjects($1)";

    private final RequestBatcher<DeviceId, Optional<AdmissionState>> admissionLookups;
    private final RequestBatcher<DeviceId, Optional<Subject>> subjectLookups;

    Subjects(Pool pool) {
        admissionLookups = new RequestBatcher<>(
                BATCH_SIZE,
                MAX_CONCURRENT,
                PAUSE,
                devices -> find(pool, ADMISSION_STATES, devices, Subjects::admissionState));
        subjectLookups = new RequestBatcher<>(
                BATCH_SIZE, MAX_CONCURRENT, PAUSE, devices -> find(pool, SUBJECTS, devices, Subjects::subject));
    }

    /** Finds a device; fails with {@code device-refused} if no silicon manufacturer endorsed it. */
    public Uni<Subject> of(DeviceId device) {
        return subjectLookups.submit(device).map(Subjects::requireEndorsed);
    }

    /** Returns the state that decides whether a device may attest; fails as {@link #of} does. */
    public Uni<AdmissionState> admissionState(DeviceId device) {
        return admissionLookups.submit(device).map(Subjects::requireEndorsed);
    }

    private static <T> T requireEndorsed(Optional<T> found) {
        return found.orElseThrow(() -> ProblemException.refused("no silicon manufacturer endorsed the device"));
    }

    /** Runs a statement that takes an array of devices; empty for devices without a row. */
    public static <T> Uni<List<Optional<T>>> find(
            Pool pool, String statement, List<DeviceId> devices, Function<Row, T> read) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(Columns.devices(devices)))
                .map(rows -> {
                    Map<DeviceId, T> found = new HashMap<>();
                    rows.forEach(row -> found.put(Columns.device(row.getDelegate(), "device_id"), read.apply(row)));
                    return devices.stream()
                            .map(device -> Optional.ofNullable(found.get(device)))
                            .toList();
                });
    }

    public static AdmissionState admissionState(Row row) {
        return new AdmissionState(
                P256PublicKey.of(row.getBuffer("general_key").getBytes()),
                row.getUUID("catalog_id"),
                row.getString("revocation"),
                row.getString("blocked"));
    }

    private static Subject subject(Row row) {
        return new Subject(
                admissionState(row),
                AttestedCounters.of(row.getLong("boot_count"), row.getLong("keystore_version"), (JsonObject)
                        row.getValue("security_versions")),
                GrantedCapabilities.of((JsonObject) row.getValue("granted_capabilities")),
                row.getLong("reference_revision"),
                new OsFeedRevision(row.getString("part"), row.getString("os_feed"), null, row.getLong("os_revision")),
                AppliedPolicy.of(row.getDelegate(), "policy"),
                row.getUUID("group_id"),
                Columns.instantOrNull(row.getDelegate(), "last_attestation"),
                Columns.instantOrNull(row.getDelegate(), "behind_since"),
                Boolean.TRUE.equals(row.getBoolean("behind_explained")),
                row.getInteger("recent_attestations"),
                BootTrace.of((JsonObject) row.getValue("trace")),
                row.getBoolean("requires_post_quantum"),
                Targets.of(row.getDelegate(), row.getLong("target_manifest")));
    }
}
