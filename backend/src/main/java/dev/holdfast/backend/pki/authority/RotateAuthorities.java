package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Mints the next authority of each catalog in time, and tells when one began to sign or expired ({@link Succession} has the
 * times). Several backends may do it at once: the generation of the first one to commit stays.
 */
@ApplicationScoped
public class RotateAuthorities {
    private static final Logger LOG = Logger.getLogger(RotateAuthorities.class);
    private static final String DUE = "select due as catalog_id from authorities_due($1, $2) as due";

    private final CatalogAuthorities authorities;
    private final MintAuthority mintAuthority;
    private final AuthorityRecords records;
    private final Transactions transactions;
    private final Clock clock;

    RotateAuthorities(
            CatalogAuthorities authorities,
            MintAuthority mintAuthority,
            AuthorityRecords records,
            Transactions transactions,
            Clock clock) {
        this.authorities = authorities;
        this.mintAuthority = mintAuthority;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What to mint. */
    private record Plan(int generation, Instant activeFrom) {}

    /** Does what is due in every catalog. */
    @Scheduled(every = "10m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> rotate() {
        Instant now = clock.instant();
        return transactions
                .inInstallation(tx -> tx.list(
                        DUE,
                        row -> new CatalogId(row.getUUID("catalog_id")),
                        now,
                        now.plus(Succession.MINTED_BEFORE_END)))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(this::rotateOrReport)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One catalog whose authority cannot be renewed must not keep all others from theirs. */
    private Uni<Void> rotateOrReport(CatalogId catalog) {
        return rotate(catalog)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=rotation-failed catalog=%s", catalog))
                .onFailure()
                .recoverWithNull();
    }

    /** Does what is due in one catalog. */
    public Uni<Void> rotate(CatalogId catalog) {
        // Looking at them adopts the one that an older installation has.
        return authorities
                .of(catalog.value())
                .chain(() -> transactions.inCatalog(catalog, tx -> records.all(tx)))
                .map(this::plan)
                .chain(plan -> plan.map(due -> mint(catalog, due))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> transactions.inCatalog(
                        catalog, tx -> records.tellActivations(tx).chain(() -> records.tellExpiries(tx))));
    }

    private Optional<Plan> plan(List<AuthorityRow> rows) {
        Instant now = clock.instant();
        int next = rows.stream().mapToInt(AuthorityRow::generation).max().orElse(0) + 1;
        Optional<AuthorityRow> newest = rows.stream()
                .filter(row -> row.revokedAt() == null)
                .max(Comparator.comparingInt(AuthorityRow::generation));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return newest.map(AuthorityRow::notAfter)
                .map(end -> Optional.of(new Plan(next, Succession.activeFrom(end, now)))
                        .filter(plan -> Succession.isDue(end, now)))
                .orElseGet(() -> Optional.of(new Plan(next, now)));
    }

    private Uni<Void> mint(CatalogId catalog, Plan plan) {
        return mintAuthority
                .mint(catalog, plan.generation(), plan.activeFrom())
                .chain(minted -> transactions
                        .inCatalog(catalog, tx -> records.add(tx, AuditLog.SYSTEM, minted))
                        .chain(added -> added ? Uni.createFrom().voidItem() : mintAuthority.discard(minted)));
    }
}
