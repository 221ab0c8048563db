package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replaces, without a gap, an authority that ends early: the announced successor signs at once, or a new one is committed in the same
 * transaction.
 */
@ApplicationScoped
public class AuthorityReplacement {
    private final CreateAuthority createAuthority;
    private final AuthorityRecords records;
    private final Transactions transactions;
    private final Clock clock;

    AuthorityReplacement(
            CreateAuthority createAuthority, AuthorityRecords records, Transactions transactions, Clock clock) {
        this.createAuthority = createAuthority;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Successor of an authority.
     *
     * @param created new authority in the vault, not yet in the database; empty when another authority of the catalog can sign
     */
    public record Successor(Optional<AuthorityRow> created) {}

    /** Creates a successor unless an authority other than generation {@code ending} can sign. Generates a key: call it outside of transactions. */
    public Uni<Successor> prepare(CatalogId catalog, int ending) {
        return transactions
                .inCatalog(catalog, tx -> records.all(tx))
                .chain(rows ->
                        RotationSchedule.others(rows, ending, clock.instant()).isEmpty()
                                ? createAuthority
                                        .create(catalog, next(rows), clock.instant())
                                        .map(Optional::of)
                                : Uni.createFrom().item(Optional.<AuthorityRow>empty()))
                .map(Successor::new);
    }

    /**
     * Makes the successor sign, in the transaction that ends the other authority. Returns whether the authority that {@link #prepare}
     * created was used.
     *
     * <p>Fails with {@code conflict} when no authority would be left, because the catalog's authorities changed since {@link #prepare}.
     */
    public Uni<Boolean> succeed(Tx tx, int ended, Successor successor) {
        Instant now = tx.now();
        return records.lock(tx)
                .map(rows -> RotationSchedule.others(rows, ended, now))
                .chain(others -> {
                    if (!others.isEmpty()) {
                        return begin(tx, others, now).replaceWith(false);
                    }
                    return successor
                            .created()
                            .map(created -> records.add(tx, created))
                            .orElseGet(() -> Uni.createFrom().item(false))
                            .invoke(AuthorityReplacement::require);
                });
    }

    /** Deletes the key of a successor that was not used. Call it only when the result of {@link #succeed}'s transaction is certain. */
    public Uni<Void> deleteUnused(CatalogId catalog, Successor successor) {
        return successor
                .created()
                .map(created -> transactions
                        .inCatalog(catalog, tx -> records.all(tx))
                        .chain(rows -> rows.stream().anyMatch(row -> row.id().equals(created.id()))
                                ? Uni.createFrom().voidItem()
                                : createAuthority.discard(created)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Makes the announced authority sign now, unless another one already signs. */
    private Uni<Void> begin(Tx tx, List<AuthorityRow> others, Instant now) {
        return others.stream().anyMatch(one -> !one.activeFrom().isAfter(now))
                ? Uni.createFrom().voidItem()
                : records.begin(tx, others.getFirst(), now);
    }

    private static void require(boolean added) {
        if (!added) {
            throw ProblemException.conflict(
                    "The catalog's authorities changed meanwhile, and none would be left to sign. Retry.");
        }
    }

    private static int next(List<AuthorityRow> rows) {
        return rows.stream().mapToInt(AuthorityRow::generation).max().orElse(0) + 1;
    }
}
