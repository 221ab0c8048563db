package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.contract.tlog.MerkleProof;
import dev.holdfast.contract.tlog.MerkleTree;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Proves that an entry is in the log that the newest checkpoint signs. */
@ApplicationScoped
public class ProveAuditEntry {
    private final Transactions transactions;
    private final AuditLog audit;
    private final SealedLogs logs;

    ProveAuditEntry(Transactions transactions, AuditLog audit, SealedLogs logs) {
        this.transactions = transactions;
        this.audit = audit;
        this.logs = logs;
    }

    /** Returns the proof; fails with {@code not-found}, and with {@code conflict} for the second in which it is not sealed yet. */
    public Uni<AuditProof> prove(CatalogId catalog, long sequence) {
        return transactions.inCatalog(
                catalog,
                tx -> audit.run(tx, catalog, sequence - 1, sequence, 1)
                        .map(found -> found.stream()
                                .findFirst()
                                .orElseThrow(() -> ProblemException.notFound("Audit entry " + sequence)))
                        .chain(row -> logs.tree(tx).chain(tree -> prove(tx, row, tree))));
    }

    private Uni<AuditProof> prove(Tx tx, AuditRow row, SealedTree sealed) {
        if (row.sequence() > sealed.size()) {
            return Uni.createFrom()
                    .failure(ProblemException.of(
                            ProblemType.CONFLICT,
                            "Audit entry " + row.sequence() + " is not sealed yet; try again in a second."));
        }
        long index = row.sequence() - 1;
        MerkleProof proof = MerkleProof.inclusion(index, sealed.size());
        MerkleTree tree = sealed.tree();
        return logs.tiles(tx, proof.tiles())
                .map(tiles -> new AuditProof(
                        row.view(),
                        new String(Leaf.of(row), StandardCharsets.UTF_8),
                        index,
                        proof.hashes(place -> tiles.getOrDefault(place, edge(tree, place))),
                        sealed.checkpoint()));
    }

    private static List<Digest> edge(MerkleTree tree, MerkleProof.Place place) {
        return tree.edge(place.level());
    }
}
