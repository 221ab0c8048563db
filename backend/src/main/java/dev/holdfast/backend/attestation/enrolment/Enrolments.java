package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.batch.RequestBatcher;
import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up devices that request certificates, and records the certificates. Concurrent requests of all catalogs share a statement ({@code
 * R__pki.sql}), which is its own transaction.
 */
@ApplicationScoped
class Enrolments {
    /** Maximum number of certificates per attestation, as in {@code record_enrolments}. */
    static final int MAX_PER_ATTESTATION = 32;

    private static final int BATCH_SIZE = 64;
    private static final int MAX_CONCURRENT = 2;
    private static final RequestBatcher.Pause PAUSE = RequestBatcher.Pause.of(Duration.ofMillis(10));
    private static final String APPLICANTS = "select * from enrolment_applicants($1)";
    private static final String RECORD = "select record_enrolments($1::text::json) as recorded";

    private final Pool pool;
    private final RequestBatcher<DeviceId, Optional<Applicant>> lookups;
    private final RequestBatcher<Enrolment, Recording> recordings =
            new RequestBatcher<>(BATCH_SIZE, MAX_CONCURRENT, PAUSE, this::record);

    Enrolments(Pool pool) {
        this.pool = pool;
        this.lookups = new RequestBatcher<>(
                BATCH_SIZE,
                MAX_CONCURRENT,
                PAUSE,
                devices -> Subjects.find(pool, APPLICANTS, devices, Enrolments::applicant));
    }

    /**
     * A certificate issued for a request.
     *
     * @param catalog catalog of the device when the certificate was issued
     * @param attestedAt time of the attestation that the certificate is based on
     */
    record Enrolment(UUID catalog, DeviceId device, Instant attestedAt, IssuedCertificate certificate) {}

    enum Recording {
        /** Recorded; may be returned to the device. */
        RECORDED,
        /** The attestation is no longer the newest, or its device may no longer get certificates. */
        SUPERSEDED,
        /** The attestation already has the maximum number of certificates. */
        TOO_MANY
    }

    /** Finds a device; fails with {@code device-refused} if no silicon manufacturer endorsed it. */
    Uni<Applicant> applicant(DeviceId device) {
        return lookups.submit(device)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.refused("no silicon manufacturer endorsed the device")));
    }

    Uni<Recording> add(Enrolment enrolment) {
        return recordings.submit(enrolment);
    }

    private static Applicant applicant(Row row) {
        @Nullable Instant at = Columns.instantOrNull(row.getDelegate(), "attested_at");
        return new Applicant(
                Subjects.admissionState(row),
                Trust.valueOf(row.getString("trust")),
                at == null ? null : new Applicant.Attestation(at, Columns.blob(row.getDelegate(), "evidence")),
                row.getBoolean("certificate_revoked"),
                row.getBoolean("requires_post_quantum"));
    }

    private Uni<List<Recording>> record(List<Enrolment> all) {
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(JsonRows.of(all.stream().map(IssuedRow::of).toList())))
                .map(Enrolments::readRecordings);
    }

    /** A row for {@code record_enrolments}. */
    private record IssuedRow(
            UUID catalogId,
            DeviceId deviceId,
            Instant attestedAt,
            Blob serial,
            String usage,
            Instant notBefore,
            Instant notAfter,
            int authority) {
        static IssuedRow of(Enrolment enrolment) {
            IssuedCertificate certificate = enrolment.certificate();
            return new IssuedRow(
                    enrolment.catalog(),
                    enrolment.device(),
                    enrolment.attestedAt(),
                    Blob.of(certificate.serialNumber().toByteArray()),
                    certificate.use().name(),
                    certificate.notBefore(),
                    certificate.notAfter(),
                    certificate.authority());
        }
    }

    private static List<Recording> readRecordings(RowSet<Row> rows) {
        return Stream.of(rows.iterator().next().getDelegate().getArrayOfStrings("recorded"))
                .map(Recording::valueOf)
                .toList();
    }
}
