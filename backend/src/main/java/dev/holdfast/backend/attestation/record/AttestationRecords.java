package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.appraisal.Deviation;
import dev.holdfast.backend.attestation.appraisal.MeasurementAppraisal;
import dev.holdfast.backend.attestation.batch.RequestBatcher;
import dev.holdfast.backend.attestation.subject.UpdateProgress;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.db.OwnContext;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores attestations durably. Concurrent attestations of all catalogs share one statement and one commit. {@code record_attestations}
 * skips attestations of devices that meanwhile left the catalog, were blocked, or lost their endorsement. Storing a nonce spends it: of
 * two attestations with the same nonce, only the first is stored.
 */
@ApplicationScoped
public class AttestationRecords {
    private static final int BATCH_SIZE = 64;
    private static final int MAX_CONCURRENT = 2;
    private static final int RETRIES = 2;
    /** SQL states of serialization failures and deadlocks. */
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final RequestBatcher.Pause PAUSE = RequestBatcher.Pause.of(Duration.ofMillis(100));
    private static final int MAX_STATES = 1_000;
    private static final String RECORD =
            "select * from record_attestations($1, $2, $3, $4::text::json, $5::text::json)";

    private static final String EVIDENCE = "select evidence from kept_attestation where catalog_id = $1 and nonce = $2";

    private final OwnContext contexts;
    private final Transactions transactions;
    private final ObjectMapper json;
    /** Caches states, because serializing and hashing them again would be most of the work. */
    private final Cache<Content, AttestedState> states =
            Caffeine.newBuilder().maximumSize(MAX_STATES).build();

    private final RequestBatcher<AttestationRecord, Boolean> batcher =
            new RequestBatcher<>(BATCH_SIZE, MAX_CONCURRENT, PAUSE, this::record);

    AttestationRecords(OwnContext contexts, Transactions transactions, ObjectMapper json) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.json = json;
    }

    /** Stores an attestation; the item is false if it was skipped or its nonce is spent. */
    public Uni<Boolean> add(AttestationRecord attestation) {
        return batcher.submit(attestation);
    }

    /** Returns the evidence stored with a nonce; empty if there is none. */
    public Uni<Optional<Blob>> evidenceOver(CatalogId catalog, Nonce nonce) {
        return transactions.inCatalog(
                catalog, tx -> tx.find(EVIDENCE, row -> Columns.blob(row, "evidence"), catalog, nonce));
    }

    private Uni<List<Boolean>> record(List<AttestationRecord> attestations) {
        return contexts.run(() -> transactions.inInstallation(tx -> write(tx, attestations)))
                .onFailure(AttestationRecords::isRetryable)
                .retry()
                .atMost(RETRIES)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .invoke(recorded -> count(attestations, recorded));
    }

    private Uni<List<Boolean>> write(Tx tx, List<AttestationRecord> attestations) {
        List<Kept> kept = attestations.stream().map(this::split).toList();
        return tx.list(
                        RECORD,
                        TrustChanges.Recorded::of,
                        Columns.byteArrays(
                                attestations,
                                attestation -> attestation.device().bytes()),
                        Columns.byteArrays(
                                kept, row -> row.evidence().remainder().bytes()),
                        Columns.byteArrays(
                                attestations,
                                attestation -> attestation.result().bytes()),
                        JsonRows.of(kept.stream().map(this::row).toList()),
                        JsonRows.of(states(kept)))
                .call(recorded -> TrustChanges.of(attestations, recorded).record(tx))
                .map(recorded -> areRecorded(recorded, attestations.size()));
    }

    private static void count(List<AttestationRecord> attestations, List<Boolean> recorded) {
        for (int i = 0; i < recorded.size(); i++) {
            if (recorded.get(i)) {
                attestations.get(i).count();
            }
        }
    }

    private static boolean isRetryable(Throwable failure) {
        return failure instanceof PgException database && RETRYABLE.contains(database.getSqlState());
    }

    private static List<Boolean> areRecorded(List<TrustChanges.Recorded> recorded, int size) {
        Set<Integer> positions =
                recorded.stream().map(TrustChanges.Recorded::position).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, size).mapToObj(positions::contains).toList();
    }

    /** An attestation split into its own bytes and the state that it shares with others. */
    private record Kept(
            AttestationRecord attestation,
            SplitEvidence evidence,
            AttestedState state,
            Optional<AttestedCounters> counters) {}

    /** Content of a state, as key of the cache. */
    private record Content(UUID catalog, List<MeasurementAppraisal> measurements, Blob sharedEvidence) {}

    private Kept split(AttestationRecord attestation) {
        List<MeasurementAppraisal> measurements = attestation.appraisal().measurements();
        SplitEvidence evidence = SplitEvidence.of(
                attestation.evidence(), attestation.appraisal().evidence().measurements());
        return new Kept(
                attestation,
                evidence,
                states.get(new Content(attestation.catalog(), measurements, evidence.shared()), this::state),
                attestation.changedCounters());
    }

    private AttestedState state(Content content) {
        return AttestedState.of(
                content.catalog(),
                write(content.measurements().stream()
                        .map(MeasurementAppraisal::view)
                        .toList()),
                content.sharedEvidence());
    }

    /** A row for {@code record_attestations}, by column name. Large binary values are passed as separate arrays. */
    private record AttestationRow(
            UUID catalog,
            Nonce nonce,
            Instant at,
            String trust,
            String policyId,
            int policyVersion,
            @JsonRawValue String findings,
            @JsonRawValue @Nullable String deviations,
            Digest stateId,
            long bootCount,
            String debugState,
            String remoteAddress,
            int evidenceCut,
            String reason,
            String reasonCode,
            @Nullable String osVersion,
            long targetManifest,
            boolean targetMeasured,
            @Nullable UUID rollout,
            boolean rolloutMeasured,
            @Nullable Instant behindSince,
            @Nullable Long keystoreVersion,
            @JsonRawValue @Nullable String securityVersions,
            @JsonRawValue @Nullable String trace,
            @Nullable Blob customerSerial,
            @Nullable Blob updateSerial,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            @Nullable Integer authority) {}

    private AttestationRow row(Kept kept) {
        AttestationRecord one = kept.attestation();
        Evidence evidence = one.appraisal().evidence();
        Conclusion conclusion = one.conclusion();
        UpdateProgress progress = one.progress();
        Optional<AttestedCounters> counters = kept.counters();
        // Both certificates of an attestation have the same validity.
        @Nullable IssuedCertificate update = one.update();
        return new AttestationRow(
                one.catalog(),
                evidence.nonce(),
                conclusion.at(),
                conclusion.trust().name(),
                conclusion.policyId(),
                conclusion.policyVersion(),
                write(conclusion.findings()),
                deviations(one),
                kept.state().id(),
                evidence.bootCount(),
                evidence.debugState().name(),
                one.remoteAddress(),
                kept.evidence().offset(),
                one.reason(),
                one.reasonCode(),
                osVersion(one),
                progress.targetManifest(),
                progress.targetMeasured(),
                progress.rollout(),
                progress.rolloutMeasured(),
                progress.behindSince(),
                counters.map(AttestedCounters::keystoreVersion).orElse(null),
                counters.map(known -> known.components().encode()).orElse(null),
                counters.map(known -> one.inspection().trace().toJson().encode())
                        .orElse(null),
                serial(one.customer()),
                serial(update),
                update == null ? null : update.notBefore(),
                update == null ? null : update.notAfter(),
                update == null ? null : update.authority());
    }

    private static Collection<AttestedState.StateRow> states(List<Kept> kept) {
        Instant newest = kept.stream()
                .map(one -> one.attestation().conclusion().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String day = LocalDate.ofInstant(newest, ZoneOffset.UTC).toString();
        return kept.stream()
                .map(Kept::state)
                .collect(Collectors.toMap(
                        state -> List.of(state.catalog(), state.id()), state -> state.row(day), (first, same) -> first))
                .values();
    }

    private @Nullable String deviations(AttestationRecord attestation) {
        List<Deviation> found = attestation.appraisal().deviations();
        return found.isEmpty()
                ? null
                : write(found.stream().map(Deviation::view).toList());
    }

    /** Returns the OS version: that of the root file system. Null if this image matches no reference value. */
    private static @Nullable String osVersion(AttestationRecord attestation) {
        return attestation.appraisal().measurements().stream()
                .filter(measurement -> measurement.type() == ImageType.ROOT_FS && measurement.matched())
                .map(measurement -> OsVersion.name(measurement.reportedSecurityVersion()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Blob serial(@Nullable IssuedCertificate certificate) {
        return certificate == null ? null : Blob.of(certificate.serialNumber().toByteArray());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing JSON failed", e);
        }
    }
}
