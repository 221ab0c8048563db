package dev.holdfast.backend.pki.authority;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.KeyIdentifiers;
import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CallerContext;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * In-memory cache of catalogs' authorities, so that issuing a certificate needs no query. Each change increments a revision. Backends poll
 * the revision every two seconds and drop cache entries of older revisions. The clock decides which authority of an entry signs.
 */
@ApplicationScoped
public class CatalogAuthorities {
    private static final Logger LOG = Logger.getLogger(CatalogAuthorities.class);
    private static final int MAX_ENTRIES = 10_000;
    private static final String REVISION = "select revision from authority_revision";

    private final KeyVault vault;
    private final Transactions transactions;
    private final AuthorityRecords records;
    private final Clock clock;
    private final AsyncCache<Entry, UsableAuthorities> cache =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).buildAsync();
    private volatile long revision = -1;

    private record Entry(UUID catalog, long revision) {}

    CatalogAuthorities(KeyVault vault, Transactions transactions, AuthorityRecords records, Clock clock) {
        this.vault = vault;
        this.transactions = transactions;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Returns the authority of a catalog that signs now.
     *
     * <p>Fails with {@link KeyUnavailableException} when there is none. Every catalog gets one when it is created.
     */
    public Uni<CatalogAuthority> active(UUID catalog) {
        return of(catalog)
                .map(line -> line.active(clock.instant())
                        .orElseThrow(() -> new KeyUnavailableException(
                                "catalog " + catalog + " has no active certificate authority")));
    }

    /** Returns the authorities of a catalog that had not expired when they were cached, and whose keys are in the vault. */
    public Uni<UsableAuthorities> of(UUID catalog) {
        Entry current = new Entry(catalog, revision);
        CompletableFuture<UsableAuthorities> known = cache.getIfPresent(current);
        if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
            return Uni.createFrom().item(known.join());
        }
        return CallerContext.emit(Uni.createFrom()
                .completionStage(() -> cache.get(
                        current, (entry, executor) -> load(entry.catalog()).subscribeAsCompletionStage())));
    }

    /** Clears the cache if the authorities of a catalog changed. */
    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> poll() {
        return transactions
                .inInstallation(tx -> tx.one(REVISION, row -> row.getLong("revision")))
                .invoke(this::take)
                .replaceWithVoid();
    }

    private void take(long newest) {
        if (newest != revision) {
            revision = newest;
            cache.synchronous().invalidateAll();
        }
    }

    /** Authorities of a catalog, without keys. */
    private record Known(CatalogId catalog, Duration lifetime, List<AuthorityRow> rows) {}

    private Uni<UsableAuthorities> load(UUID catalog) {
        return transactions
                .inCatalog(new CatalogId(catalog), tx -> readKnown(tx))
                .chain(known -> Workers.run(() -> line(known)));
    }

    private Uni<Known> readKnown(Tx tx) {
        return CertificateLifetimes.read(tx)
                .chain(lifetime ->
                        records.all(tx).map(rows -> new Known(tx.catalog(), Duration.ofHours(lifetime.hours()), rows)));
    }

    private UsableAuthorities line(Known known) {
        Instant now = clock.instant();
        List<CatalogAuthority> authorities = new ArrayList<>();
        for (AuthorityRow row : known.rows()) {
            if (row.notAfter().isAfter(now)) {
                withKey(known, row).ifPresent(authorities::add);
            }
        }
        return new UsableAuthorities(known.catalog().value(), authorities);
    }

    /** Returns an authority with its key; empty if the key is missing, so that other authorities still sign. */
    private Optional<CatalogAuthority> withKey(Known known, AuthorityRow row) {
        Optional<PrivateKeyHandle> key =
                vault.key(row.id()).filter(found -> KeyIdentifiers.areOfSameKey(found, row.certificate()));
        if (key.isEmpty()) {
            LOG.errorf(
                    "event=authority-key-missing catalog=%s serial=%s detail=\"key missing in the vault; check that key store"
                            + " and database come from the same backup\"",
                    known.catalog(), row.serialNumber().toString(16));
        }
        return key.map(found -> new CatalogAuthority(
                row.id(),
                row.generation(),
                row.activeFrom(),
                row.revokedAt(),
                known.lifetime(),
                CertificateAuthority.below(vault.policyAuthority(), found, row.certificate())));
    }
}
