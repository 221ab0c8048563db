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
 * Sees to it that somebody signs in every moment when an authority of a catalog ends before its time: the next one that was announced
 * begins at once, or a new one stands in the database with the commit that ends the other.
 */
@ApplicationScoped
public class Successors {
    private final MintAuthority mintAuthority;
    private final AuthorityRecords records;
    private final Transactions transactions;
    private final Clock clock;

    Successors(MintAuthority mintAuthority, AuthorityRecords records, Transactions transactions, Clock clock) {
        this.mintAuthority = mintAuthority;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Somebody to sign after an authority.
     *
     * @param minted a new one, which is in the vault and not yet in the database; empty when the catalog has another that will do
     */
    public record Successor(Optional<AuthorityRow> minted) {}

    /** Mints a successor unless the catalog has one. Makes a key: ask outside of transactions. */
    public Uni<Successor> prepare(CatalogId catalog, int ending) {
        return transactions
                .inCatalog(catalog, tx -> records.all(tx))
                .chain(rows -> Succession.others(rows, ending, clock.instant()).isEmpty()
                        ? mintAuthority
                                .mint(catalog, next(rows), clock.instant())
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.<AuthorityRow>empty()))
                .map(Successor::new);
    }

    /**
     * Lets the successor sign, in the transaction that ends the other one; returns whether the minted one is it.
     *
     * <p>Fails with {@code conflict} when nobody would sign any more: the one that was to follow ended meanwhile.
     */
    public Uni<Boolean> succeed(Tx tx, int ended, Successor successor) {
        Instant now = tx.now();
        return records.lock(tx).map(rows -> Succession.others(rows, ended, now)).chain(others -> {
            if (!others.isEmpty()) {
                return begin(tx, others, now).replaceWith(false);
            }
            return successor
                    .minted()
                    .map(minted -> records.add(tx, minted))
                    .orElseGet(() -> Uni.createFrom().item(false))
                    .invoke(Successors::require);
        });
    }

    /** Forgets the key of a minted one that nobody needed. Only when it is certain how the transaction of {@link #succeed} ended. */
    public Uni<Void> settle(CatalogId catalog, Successor successor) {
        return successor
                .minted()
                .map(minted -> transactions
                        .inCatalog(catalog, tx -> records.all(tx))
                        .chain(rows -> rows.stream().anyMatch(row -> row.id().equals(minted.id()))
                                ? Uni.createFrom().voidItem()
                                : mintAuthority.discard(minted)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** One that was announced for later has to begin now, or nobody signs. */
    private Uni<Void> begin(Tx tx, List<AuthorityRow> others, Instant now) {
        return others.stream().anyMatch(one -> !one.activeFrom().isAfter(now))
                ? Uni.createFrom().voidItem()
                : records.begin(tx, others.getFirst(), now);
    }

    private static void require(boolean added) {
        if (!added) {
            throw ProblemException.conflict(
                    "The catalog's authorities changed at this very moment, and nobody would sign any more. Try again.");
        }
    }

    private static int next(List<AuthorityRow> rows) {
        return rows.stream().mapToInt(AuthorityRow::generation).max().orElse(0) + 1;
    }
}
