package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.appraisal.Deviation;
import dev.holdfast.backend.attestation.appraisal.MeasurementAppraisal;
import dev.holdfast.backend.attestation.waiting.WaitingLine;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.pki.IssuedCertificate;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.attestation.FindingView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Records attestations durably. Those that wait together, of whatever catalog, share one statement and one commit
 * ({@code record_attestations}, which finds each device's catalog by itself and leaves
 * out what was appraised for another one). A nonce is spent by being recorded: of two
 * attestations with the same one, only the first is.
 */
@ApplicationScoped
public class AttestationRecords {
    private static final int BATCH_SIZE = 64;
    private static final int AT_ONCE = 2;
    private static final int RETRIES = 2;
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ARRAYS = 27;
    private static final String RECORD = IntStream.rangeClosed(1, ARRAYS)
            .mapToObj(position -> "$" + position)
            .collect(Collectors.joining(", ", "select record_attestations(", ") as position"));

    private static final String EVIDENCE = "select evidence from attestation where catalog_id = $1 and nonce = $2";

    private final Pool pool;
    private final Transactions transactions;
    private final ObjectMapper json;
    private final WaitingLine<AttestationRecord, Boolean> line = new WaitingLine<>(BATCH_SIZE, AT_ONCE, this::record);

    AttestationRecords(Pool pool, Transactions transactions, ObjectMapper json) {
        this.pool = pool;
        this.transactions = transactions;
        this.json = json;
    }

    /** Records one; the item is false when its nonce was spent before or its device has left its catalog. */
    public Uni<Boolean> add(AttestationRecord attestation) {
        return line.join(attestation);
    }

    /** Returns the evidence that spent a nonce. */
    public Uni<Optional<Blob>> evidenceOver(CatalogId catalog, Nonce nonce) {
        return transactions.sqlInCatalog(
                catalog, sql -> sql.find(EVIDENCE, row -> Columns.blob(row, "evidence"), catalog, nonce));
    }

    private Uni<List<Boolean>> record(List<AttestationRecord> attestations) {
        return pool.preparedQuery(RECORD)
                .execute(arrays(attestations))
                .onFailure(AttestationRecords::lostARace)
                .retry()
                .atMost(RETRIES)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> recorded(rows, attestations.size()));
    }

    private static boolean lostARace(Throwable failure) {
        return failure instanceof PgException database && TRY_AGAIN.contains(database.getSqlState());
    }

    private static List<Boolean> recorded(Iterable<Row> rows, int size) {
        Set<Integer> positions = StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getInteger("position"))
                .collect(Collectors.toCollection(HashSet::new));
        return IntStream.rangeClosed(1, size).mapToObj(positions::contains).toList();
    }

    /** In the order of the function's parameters. */
    private Tuple arrays(List<AttestationRecord> all) {
        Tuple arrays = Tuple.tuple();
        arrays.addValue(Columns.guids(all, AttestationRecord::catalog));
        arrays.addValue(bytes(all, one -> one.appraisal().evidence().device().bytes()));
        arrays.addValue(bytes(all, one -> one.appraisal().evidence().nonce().bytes()));
        arrays.addValue(Columns.instants(all, one -> one.conclusion().at()));
        arrays.addValue(Columns.texts(all, one -> one.conclusion().trust().name()));
        arrays.addValue(Columns.texts(all, one -> one.conclusion().policyId()));
        arrays.addValue(
                all.stream().map(one -> one.conclusion().policyVersion()).toArray(Integer[]::new));
        arrays.addValue(Columns.texts(all, one -> write(one.conclusion().findings())));
        arrays.addValue(Columns.texts(all, this::measurements));
        arrays.addValue(Columns.longs(all, one -> one.appraisal().evidence().bootCount()));
        arrays.addValue(Columns.texts(
                all, one -> one.appraisal().evidence().debugState().name()));
        arrays.addValue(Columns.texts(all, AttestationRecord::remoteAddress));
        arrays.addValue(bytes(all, one -> one.evidence().bytes()));
        arrays.addValue(bytes(all, one -> one.result().bytes()));
        arrays.addValue(Columns.texts(all, one -> decisive(one, FindingView::message)));
        arrays.addValue(Columns.texts(all, one -> decisive(one, FindingView::code)));
        arrays.addValue(Columns.texts(all, AttestationRecords::osVersion));
        arrays.addValue(Columns.longs(all, AttestationRecord::targetManifest));
        arrays.addValue(all.stream().map(AttestationRecord::targetAttested).toArray(Boolean[]::new));
        arrays.addValue(Columns.longs(all, one -> one.appraisal().counters().keystoreVersion()));
        arrays.addValue(Columns.texts(
                all, one -> one.appraisal().counters().components().encode()));
        arrays.addValue(bytes(all, one -> serial(one.customer())));
        arrays.addValue(bytes(all, one -> serial(one.update())));
        arrays.addValue(Columns.instants(all, one -> validity(one, IssuedCertificate::notBefore)));
        arrays.addValue(Columns.instants(all, one -> validity(one, IssuedCertificate::notAfter)));
        arrays.addValue(
                Columns.texts(all, one -> one.inspection().trace().toJson().encode()));
        arrays.addValue(all.stream().map(this::deviations).toArray(String[]::new));
        return arrays;
    }

    private String measurements(AttestationRecord attestation) {
        return write(attestation.appraisal().measurements().stream()
                .map(MeasurementAppraisal::view)
                .toList());
    }

    private @Nullable String deviations(AttestationRecord attestation) {
        List<Deviation> found = attestation.appraisal().deviations();
        return found.isEmpty()
                ? null
                : write(found.stream().map(Deviation::view).toList());
    }

    private static String decisive(AttestationRecord attestation, Function<FindingView, String> part) {
        return attestation.conclusion().decisive().map(part).orElse("");
    }

    /** The root file system says which release of the operating system this is. */
    private static String osVersion(AttestationRecord attestation) {
        return attestation.appraisal().measurements().stream()
                .filter(measurement -> measurement.type() == ImageType.ROOT_FS && measurement.matched())
                .map(measurement -> OsVersion.name(measurement.reportedSecurityVersion()))
                .findFirst()
                .orElse("");
    }

    /** Both certificates of an attestation are good for the same time. */
    private static @Nullable Instant validity(AttestationRecord attestation, Function<IssuedCertificate, Instant> end) {
        IssuedCertificate update = attestation.update();
        return update == null ? null : end.apply(update);
    }

    private static byte @Nullable [] serial(@Nullable IssuedCertificate certificate) {
        return certificate == null ? null : certificate.serialNumber().toByteArray();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records always become JSON", e);
        }
    }

    private static Object bytes(List<AttestationRecord> all, Function<AttestationRecord, byte @Nullable []> bytes) {
        return all.stream()
                .map(bytes)
                .map(value -> value == null ? null : Buffer.buffer(value))
                .toArray(Buffer[]::new);
    }
}
