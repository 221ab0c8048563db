package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.tlog.MerkleProof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Proves that the log of the newest checkpoint begins with that of an earlier one. */
@ApplicationScoped
public class ProveConsistency {
    private final Transactions transactions;
    private final SealedLogs logs;

    ProveConsistency(Transactions transactions, SealedLogs logs) {
        this.transactions = transactions;
        this.logs = logs;
    }

    /**
     * Returns the proof; fails with {@code conflict} when so much was never sealed: whoever has a checkpoint of that size has found that
     * the log was put back.
     *
     * @param from how many entries the earlier checkpoint covers, from 1
     */
    public Uni<AuditConsistency> prove(CatalogId catalog, long from) {
        return transactions.inCatalog(catalog, tx -> logs.tree(tx).chain(tree -> prove(tx, from, tree)));
    }

    private Uni<AuditConsistency> prove(Tx tx, long from, SealedTree sealed) {
        if (from > sealed.size()) {
            return Uni.createFrom()
                    .failure(ProblemException.conflict(
                            "The log is sealed up to entry " + sealed.size() + ". If you have a signed checkpoint of "
                                    + from + " entries, entries were removed: keep it."));
        }
        MerkleProof proof = MerkleProof.consistency(from, sealed.size());
        return logs.tiles(tx, proof.tiles())
                .map(tiles -> new AuditConsistency(
                        from,
                        sealed.size(),
                        proof.hashes(
                                place -> tiles.getOrDefault(place, sealed.tree().edge(place.level()))),
                        sealed.checkpoint()));
    }
}
