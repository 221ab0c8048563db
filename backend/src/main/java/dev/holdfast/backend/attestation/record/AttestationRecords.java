package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.attestation.appraisal.Deviation;
import dev.holdfast.backend.attestation.appraisal.LastKnown;
import dev.holdfast.backend.attestation.appraisal.MeasurementAppraisal;
import dev.holdfast.backend.attestation.waiting.Pause;
import dev.holdfast.backend.attestation.waiting.WaitingLine;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.attestation.FindingView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final Pause PAUSE = Pause.of(Duration.ofMillis(100));
    private static final int MAX_STATES = 1_000;
    private static final int ARRAYS = 33;
    private static final String RECORD = IntStream.rangeClosed(1, ARRAYS)
            .mapToObj(position -> "$" + position)
            .collect(Collectors.joining(", ", "select record_attestations(", ") as recorded"));

    private static final String EVIDENCE = "select evidence from kept_attestation where catalog_id = $1 and nonce = $2";

    private final Pool pool;
    private final Transactions transactions;
    private final ObjectMapper json;
    /** Writing the same again and hashing it would be most of the work. */
    private final Cache<Content, AttestedState> states =
            Caffeine.newBuilder().maximumSize(MAX_STATES).build();

    private final WaitingLine<AttestationRecord, Boolean> line =
            new WaitingLine<>(BATCH_SIZE, AT_ONCE, PAUSE, this::record);

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
        return transactions.inCatalog(
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

    private static List<Boolean> recorded(RowSet<Row> rows, int size) {
        Set<Integer> positions = Set.of(rows.iterator().next().getDelegate().getArrayOfIntegers("recorded"));
        return IntStream.rangeClosed(1, size).mapToObj(positions::contains).toList();
    }

    /** An attestation as it is kept: what it has for itself, and what it has in common with others. */
    private record Kept(
            AttestationRecord attestation, CutEvidence evidence, AttestedState state, Optional<LastKnown> lesson) {}

    /** What makes a state: whoever has the same has the same state. */
    private record Content(UUID catalog, List<MeasurementAppraisal> measurements, Blob evidencePart) {}

    private Kept kept(AttestationRecord attestation) {
        List<MeasurementAppraisal> measurements = attestation.appraisal().measurements();
        CutEvidence evidence = CutEvidence.of(
                attestation.evidence(), attestation.appraisal().evidence().measurements());
        return new Kept(
                attestation,
                evidence,
                states.get(new Content(attestation.catalog(), measurements, evidence.part()), this::state),
                attestation.lesson());
    }

    private AttestedState state(Content content) {
        return AttestedState.of(
                content.catalog(),
                write(content.measurements().stream()
                        .map(MeasurementAppraisal::view)
                        .toList()),
                content.evidencePart());
    }

    /** In the order of the function's parameters. */
    private Tuple arrays(List<AttestationRecord> all) {
        List<Kept> kept = all.stream().map(this::kept).toList();
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
        arrays.addValue(bytes(kept, one -> one.state().id().bytes()));
        arrays.addValue(Columns.longs(all, one -> one.appraisal().evidence().bootCount()));
        arrays.addValue(Columns.texts(
                all, one -> one.appraisal().evidence().debugState().name()));
        arrays.addValue(Columns.texts(all, AttestationRecord::remoteAddress));
        arrays.addValue(bytes(kept, one -> one.evidence().rest().bytes()));
        arrays.addValue(kept.stream().map(one -> one.evidence().at()).toArray(Integer[]::new));
        arrays.addValue(bytes(all, one -> one.result().bytes()));
        arrays.addValue(Columns.texts(all, one -> decisive(one, FindingView::message)));
        arrays.addValue(Columns.texts(all, one -> decisive(one, FindingView::code)));
        arrays.addValue(Columns.texts(all, AttestationRecords::osVersion));
        arrays.addValue(Columns.longs(all, AttestationRecord::targetManifest));
        arrays.addValue(all.stream().map(AttestationRecord::targetAttested).toArray(Boolean[]::new));
        remember(arrays, kept);
        certify(arrays, all);
        share(arrays, kept);
        arrays.addValue(all.stream().map(this::deviations).toArray(String[]::new));
        arrays.addValue(all.stream().map(AttestationRecords::authority).toArray(Integer[]::new));
        return arrays;
    }

    /** Null where the device is as it was. */
    private static void remember(Tuple arrays, List<Kept> kept) {
        arrays.addValue(kept.stream()
                .map(one -> one.lesson().map(LastKnown::keystoreVersion).orElse(null))
                .toArray(Long[]::new));
        arrays.addValue(kept.stream()
                .map(one ->
                        one.lesson().map(lesson -> lesson.components().encode()).orElse(null))
                .toArray(String[]::new));
        arrays.addValue(kept.stream()
                .map(one -> one.lesson()
                        .map(lesson ->
                                one.attestation().inspection().trace().toJson().encode())
                        .orElse(null))
                .toArray(String[]::new));
    }

    private static void certify(Tuple arrays, List<AttestationRecord> all) {
        arrays.addValue(bytes(all, one -> serial(one.customer())));
        arrays.addValue(bytes(all, one -> serial(one.update())));
        arrays.addValue(Columns.instants(all, one -> validity(one, IssuedCertificate::notBefore)));
        arrays.addValue(Columns.instants(all, one -> validity(one, IssuedCertificate::notAfter)));
    }

    private static void share(Tuple arrays, List<Kept> kept) {
        Collection<AttestedState> states = kept.stream()
                .map(Kept::state)
                .collect(Collectors.toMap(
                        state -> List.of(state.catalog(), state.id()), Function.identity(), (first, same) -> first))
                .values();
        arrays.addValue(Columns.guids(states, AttestedState::catalog));
        arrays.addValue(Columns.byteArrays(states, state -> state.id().bytes()));
        arrays.addValue(Columns.texts(states, AttestedState::measurements));
        arrays.addValue(Columns.byteArrays(states, state -> state.evidencePart().bytes()));
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

    private static @Nullable Integer authority(AttestationRecord attestation) {
        IssuedCertificate update = attestation.update();
        return update == null ? null : update.authority();
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

    private static <T> Object bytes(List<T> all, Function<T, byte @Nullable []> bytes) {
        return all.stream()
                .map(bytes)
                .map(value -> value == null ? null : Buffer.buffer(value))
                .toArray(Buffer[]::new);
    }
}
