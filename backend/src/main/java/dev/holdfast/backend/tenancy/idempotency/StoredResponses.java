package dev.holdfast.backend.tenancy.idempotency;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogDirectory;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores the responses to requests with an idempotency key for 24 hours. */
@ApplicationScoped
class StoredResponses {
    private static final Logger LOG = Logger.getLogger(StoredResponses.class);
    private static final Duration KEPT = Duration.ofHours(24);
    /**
     * Time after which a request that a crashed backend did not finish can be retried. If a slower one still runs then, it can no longer
     * commit after a retry took over its key.
     */
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** Keys per caller and catalog; a script that sends one every ten seconds stays below. */
    private static final int MAX_KEYS = 10_000;

    /** Bytes up to which a body is always stored: 40 MB with the maximum number of keys. */
    private static final int SHORT = 4 << 10;

    /** Total bytes of longer bodies that are stored per caller and catalog. */
    private static final int ROOM = 32 << 20;

    private static final int BATCH = 1_000;
    private static final String DELETE_EXPIRED = """
            delete from idempotency_key where catalog_id = $1 and ctid = any (array(
                select ctid from idempotency_key where catalog_id = $1 and begun_at < $2
                order by begun_at limit $3 for update skip locked))""";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    // The first request's operation locks the key's row from its audit entry to its commit; a retry then waits 100 ms
    // and fails. Takes over a key older than a day, or the key of the same request whose lease ended without a
    // commit.
    private static final String BEGIN = """
            insert into idempotency_key as k (catalog_id, issuer, subject, actor, key, fingerprint, begun_at, leased_until, attempt)
            select $1::uuid, $2, $3, $4, $5, $6::bytea, $7::timestamptz, $8::timestamptz, $10::uuid
            from set_config('lock_timeout', '100', true)
            on conflict (catalog_id, issuer, subject, actor, key) do update set leased_until = excluded.leased_until,
                    begun_at = excluded.begun_at, fingerprint = excluded.fingerprint, attempt = excluded.attempt, committed = false,
                    status = null, media_type = null, location = null, tag = null, answer = null
                where k.begun_at < $9
                    or (k.status is null and not k.committed and k.leased_until <= excluded.begun_at
                        and k.fingerprint = excluded.fingerprint)
            returning 1""";
    private static final String OF_KEY =
            " where catalog_id = $1 and issuer = $2 and subject = $3 and actor = $4 and key = $5";
    private static final String MORE_THAN_LIMIT = "select 1 from idempotency_key"
            + " where catalog_id = $1 and issuer = $2 and subject = $3 and actor = $4 offset " + MAX_KEYS + " limit 1";
    private static final String READ =
            "select fingerprint, status, committed, leased_until, media_type, location, tag, answer from idempotency_key"
                    + OF_KEY;
    private static final String OF_ATTEMPT = " where catalog_id = $1 and attempt = $2 and status is null";
    private static final String KEEP =
            "update idempotency_key set status = $3, media_type = $4, location = $5, tag = $6, answer = $7"
                    + OF_ATTEMPT;
    private static final String KEPT_BYTES = "select coalesce(sum(octet_length(answer)), 0) from idempotency_key"
            + " where catalog_id = $1 and issuer = $2 and subject = $3 and actor = $4 and octet_length(answer) > "
            + SHORT;
    private static final String RELEASE = "delete from idempotency_key" + OF_ATTEMPT + " and not committed";
    private static final String END = "update idempotency_key set leased_until = begun_at" + OF_ATTEMPT;

    private final CatalogDirectory catalogs;
    private final Transactions transactions;
    private final Clock clock;

    StoredResponses(CatalogDirectory catalogs, Transactions transactions, Clock clock) {
        this.catalogs = catalogs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Stored response.
     *
     * @param status HTTP status
     * @param mediaType media type of the body; null for none
     * @param location {@code Location}; null for none
     * @param tag {@code ETag}; null for none
     * @param answer body; null for none or when it was not stored
     */
    record Answer(
            int status,
            @Nullable String mediaType,
            @Nullable String location,
            @Nullable String tag,
            @Nullable Blob answer) {}

    /** Begins a request. Returns the stored response, or empty when the request must run. */
    Uni<Optional<Answer>> begin(IdempotencyKey key) {
        Instant now = clock.instant();
        return transactions
                .inCatalog(
                        key.catalog(),
                        tx -> tx.find(
                                        BEGIN,
                                        row -> true,
                                        key.parameters(
                                                key.key(),
                                                key.fingerprint(),
                                                now,
                                                now.plus(LEASE),
                                                now.minus(KEPT),
                                                key.attempt()))
                                .chain(begun -> begun.isPresent()
                                        ? requireRoom(tx, key).replaceWith(Optional.<Answer>empty())
                                        : tx.one(
                                                READ,
                                                row -> Optional.of(storedAnswer(row, key, now)),
                                                key.parameters(key.key()))))
                .onFailure(StoredResponses::isHeld)
                .transform(held -> inProgress());
    }

    private static boolean isHeld(Throwable failure) {
        return failure instanceof PgException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState());
    }

    private static ProblemException inProgress() {
        return ProblemException.of(
                ProblemType.IN_PROGRESS,
                "A request with this idempotency key is in progress. Retry in a few seconds to get its response.");
    }

    /** Limits the keys of a caller; parallel requests may exceed the limit slightly. */
    private static Uni<Void> requireRoom(Tx tx, IdempotencyKey key) {
        return tx.find(MORE_THAN_LIMIT, row -> true, key.parameters())
                .invoke(found -> found.ifPresent(more -> {
                    throw ProblemException.conflict(String.format(
                            Locale.ROOT,
                            "You sent %,d requests with an idempotency key here within a day, which is the limit. Nothing was done."
                                    + " Retry without a key, or tomorrow.",
                            MAX_KEYS));
                }))
                .replaceWithVoid();
    }

    /** Deletes keys older than a day, in the installation and in every catalog. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> deleteExpired() {
        return catalogs.allWithDeleted()
                .map(all -> Stream.concat(Stream.of(CatalogId.INSTALLATION), all.stream())
                        .toList())
                .chain(all -> Sequential.eachOrReport(
                        all, this::deleteExpired, LOG, "event=idempotency-keys-not-deleted catalog=%s"));
    }

    private Uni<Void> deleteExpired(CatalogId catalog) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.inCatalog(
                        catalog,
                        tx -> tx.update(DELETE_EXPIRED, catalog, tx.now().minus(KEPT), BATCH)))
                .whilst(gone -> gone == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Answer storedAnswer(Row row, IdempotencyKey key, Instant now) {
        if (!Digest.of(Columns.bytes(row, "fingerprint")).equals(key.fingerprint())) {
            throw ProblemException.of(
                    ProblemType.KEY_REUSED,
                    "This idempotency key was used for another request. Nothing was done. Use a new key for each request, and"
                            + " retry only with the same URL and body.");
        }
        Integer status = row.getInteger("status");
        if (status == null) {
            if (row.getBoolean("committed")
                    && !Columns.instant(row, "leased_until").isAfter(now)) {
                throw ProblemException.conflict(
                        "This request already succeeded, but its response was lost. Nothing was changed again."
                                + " See the audit log for what it changed.");
            }
            throw inProgress();
        }
        return new Answer(
                status,
                row.getString("media_type"),
                row.getString("location"),
                row.getString("tag"),
                row.getBuffer("answer") == null ? null : Columns.blob(row, "answer"));
    }

    /** Stores a response, without its body if it is long and the caller's space is full. Parallel requests may exceed the space slightly. */
    Uni<Void> keep(IdempotencyKey key, Answer answer) {
        return transactions
                .inCatalog(
                        key.catalog(), tx -> body(tx, key, answer.answer()).chain(body -> keep(tx, key, answer, body)))
                .replaceWithVoid();
    }

    private static Uni<Optional<Blob>> body(Tx tx, IdempotencyKey key, @Nullable Blob answer) {
        if (answer == null || answer.length() <= SHORT) {
            return Uni.createFrom().item(Optional.ofNullable(answer));
        }
        return tx.one(
                KEPT_BYTES,
                row -> Optional.of(answer).filter(body -> row.getLong(0) + body.length() <= ROOM),
                key.parameters());
    }

    private static Uni<Integer> keep(Tx tx, IdempotencyKey key, Answer answer, Optional<Blob> body) {
        return tx.update(
                KEEP,
                key.catalog(),
                key.attempt(),
                answer.status(),
                answer.mediaType(),
                answer.location(),
                answer.tag(),
                body.orElse(null));
    }

    /**
     * Ends an attempt without a response. If its operation was not committed, the request can be retried at once, and the attempt can no
     * longer commit. If its operation was committed, a retry fails and says so. Waits for a commit in progress.
     */
    Uni<Void> release(IdempotencyKey key) {
        return transactions
                .inCatalog(
                        key.catalog(),
                        tx -> tx.update(RELEASE, key.catalog(), key.attempt())
                                .chain(() -> tx.update(END, key.catalog(), key.attempt())))
                .replaceWithVoid();
    }
}
