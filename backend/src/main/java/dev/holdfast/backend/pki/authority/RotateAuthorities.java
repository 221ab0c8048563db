package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogInitializer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Creates the first authority of each catalog and its successors, and announces authorities that start to sign or expire ({@link
 * RotationSchedule} has the times). Several backends may run this at once: the first commit of a generation wins.
 */
@ApplicationScoped
public class RotateAuthorities implements CatalogInitializer {
    private static final Logger LOG = Logger.getLogger(RotateAuthorities.class);
    private static final String DUE = "select due as catalog_id from authorities_due($1, $2) as due";

    private final CreateAuthority createAuthority;
    private final AuthorityRecords records;
    private final Transactions transactions;
    private final Clock clock;

    RotateAuthorities(
            CreateAuthority createAuthority, AuthorityRecords records, Transactions transactions, Clock clock) {
        this.createAuthority = createAuthority;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Creates the first authority of a new catalog. Its key is in the vault before the catalog is committed. A key left over from a
     * failed creation has no row and is harmless.
     */
    @Override
    public Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name) {
        return createAuthority
                .create(catalog, 1, clock.instant())
                .map(created -> tx -> records.add(tx, created).replaceWithVoid());
    }

    private record Plan(int generation, Instant activeFrom) {}

    /** Rotates authorities in every catalog. */
    @Scheduled(every = "10m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> rotate() {
        Instant now = clock.instant();
        return transactions
                .inInstallation(tx -> tx.list(
                        DUE,
                        row -> new CatalogId(row.getUUID("catalog_id")),
                        now,
                        now.plus(RotationSchedule.CREATED_BEFORE_END)))
                // A failure in one catalog must not stop the others.
                .chain(due -> Sequential.eachOrReport(due, this::rotate, LOG, "event=rotation-failed catalog=%s"));
    }

    /** Creates the next authority of a catalog if it is due, and announces authorities that began to sign or expired. */
    public Uni<Void> rotate(CatalogId catalog) {
        return transactions
                .inCatalog(catalog, tx -> records.all(tx))
                .map(this::plan)
                .chain(plan -> plan.map(due -> create(catalog, due))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> transactions.inCatalog(catalog, tx -> records.announceChanges(tx)));
    }

    /** Returns the authority to create, if one is due. If all authorities are revoked, the new one signs at once. */
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
                .map(end -> Optional.of(new Plan(next, RotationSchedule.activeFrom(end, now)))
                        .filter(plan -> RotationSchedule.isDue(end, now)))
                .orElseGet(() -> Optional.of(new Plan(next, now)));
    }

    private Uni<Void> create(CatalogId catalog, Plan plan) {
        return createAuthority
                .create(catalog, plan.generation(), plan.activeFrom())
                .call(created -> transactions
                        .inCatalog(catalog, tx -> records.add(tx, created))
                        .chain(added -> added ? Uni.createFrom().voidItem() : createAuthority.discard(created)))
                .replaceWithVoid();
    }
}
