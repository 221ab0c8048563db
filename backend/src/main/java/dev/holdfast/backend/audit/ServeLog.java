package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.audit.AuditConsistency;
import dev.holdfast.contract.operator.audit.AuditProof;
import dev.holdfast.contract.tlog.MerkleProof;
import dev.holdfast.contract.tlog.MerkleProof.TileId;
import dev.holdfast.contract.tlog.MerkleTree;
import dev.holdfast.contract.tlog.Tile;
import dev.holdfast.contract.tlog.TilePath;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Serves a log as C2SP tlog-tiles (checkpoint, tiles of hashes, bundles of entries) and proofs of its entries. */
@ApplicationScoped
public class ServeLog {
    /** Bits of an entry's length in a bundle. */
    private static final int SHORT = 16;

    private final Transactions transactions;
    private final AuditLog audit;
    private final SealedLogs logs;
    private final LogKeys keys;

    ServeLog(Transactions transactions, AuditLog audit, SealedLogs logs, LogKeys keys) {
        this.transactions = transactions;
        this.audit = audit;
        this.logs = logs;
        this.keys = keys;
    }

    /** Returns the public key that verifies the log, as a verifier key of a signed note. */
    public String key(CatalogId catalog) {
        return keys.of(catalog).text() + "\n";
    }

    /** Returns the newest checkpoint; fails with {@code not-found} if nothing is sealed yet. */
    public Uni<String> checkpoint(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> logs.tree(tx)).map(tree -> {
            if (tree.size() == 0) {
                throw ProblemException.notFound("Checkpoint");
            }
            return tree.checkpoint();
        });
    }

    /** Returns the tile or bundle at a path; fails with {@code not-found} if the sealed log has none. */
    public Uni<byte[]> tile(CatalogId catalog, String path) {
        TilePath requested = TilePath.parse(path).orElseThrow(() -> missing(path));
        return transactions.inCatalog(catalog, tx -> logs.tree(tx).chain(tree -> tile(tx, requested, tree)));
    }

    private Uni<byte[]> tile(Tx tx, TilePath requested, SealedTree sealed) {
        int width = Tile.width(Math.max(requested.level(), 0), requested.index(), sealed.size());
        if (requested.width() > width) {
            throw missing(requested.text());
        }
        if (requested.level() == TilePath.ENTRIES) {
            long from = requested.index() * Tile.WIDTH;
            return audit.run(tx, tx.catalog(), from, from + requested.width(), requested.width())
                    .map(ServeLog::bundle);
        }
        TileId tile = new TileId(requested.level(), requested.index());
        return width < Tile.WIDTH
                ? Uni.createFrom()
                        .item(() -> Tile.join(
                                        sealed.tree().edge(requested.level()).subList(0, requested.width()))
                                .bytes())
                : logs.tiles(tx, Set.of(tile))
                        .map(found -> Tile.join(found.getOrDefault(tile, List.of()).stream()
                                        .limit(requested.width())
                                        .toList())
                                .bytes());
    }

    /**
     * Proves that the newest checkpoint covers an entry. Fails with {@code not-found} for an unknown entry, and with {@code conflict} if it is
     * not sealed yet, which takes about a second.
     */
    public Uni<AuditProof> prove(CatalogId catalog, long sequence) {
        return transactions.inCatalog(
                catalog,
                tx -> audit.run(tx, catalog, sequence - 1, sequence, 1)
                        .map(found -> found.stream()
                                .findFirst()
                                .orElseThrow(() -> ProblemException.notFound("Audit entry " + sequence)))
                        .chain(row -> prove(tx, row)));
    }

    private Uni<AuditProof> prove(Tx tx, AuditRow row) {
        return logs.tree(tx).chain(tree -> prove(tx, row, tree));
    }

    private Uni<AuditProof> prove(Tx tx, AuditRow row, SealedTree sealed) {
        if (row.sequence() > sealed.size()) {
            throw ProblemException.conflict(
                    "Audit entry " + row.sequence() + " is not sealed yet. Try again in a second.");
        }
        long index = row.sequence() - 1;
        return hashes(tx, MerkleProof.inclusion(index, sealed.size()), sealed)
                .map(hashes -> new AuditProof(
                        row.view(),
                        new String(Leaf.of(row), StandardCharsets.UTF_8),
                        index,
                        hashes,
                        sealed.checkpoint()));
    }

    /**
     * Proves that an earlier checkpoint is a prefix of the newest one. Fails with {@code conflict} if the log has fewer sealed entries: a signed
     * checkpoint of that size then proves that entries were removed.
     *
     * @param from number of entries that the earlier checkpoint covers, from 1
     */
    public Uni<AuditConsistency> proveConsistency(CatalogId catalog, long from) {
        return transactions.inCatalog(catalog, tx -> logs.tree(tx).chain(tree -> proveConsistency(tx, from, tree)));
    }

    private Uni<AuditConsistency> proveConsistency(Tx tx, long from, SealedTree sealed) {
        if (from > sealed.size()) {
            throw ProblemException.conflict("Only " + sealed.size() + " entries of the log are sealed. If you have a"
                    + " signed checkpoint of " + from + " entries, entries were removed: keep it as proof.");
        }
        return hashes(tx, MerkleProof.consistency(from, sealed.size()), sealed)
                .map(hashes -> new AuditConsistency(from, sealed.size(), hashes, sealed.checkpoint()));
    }

    private Uni<List<Digest>> hashes(Tx tx, MerkleProof proof, SealedTree sealed) {
        MerkleTree tree = sealed.tree();
        return logs.tiles(tx, proof.tiles())
                .map(tiles -> proof.hashes(tile -> tiles.getOrDefault(tile, tree.edge(tile.level()))));
    }

    /** Returns entries, each preceded by its length in two bytes. */
    private static byte[] bundle(List<AuditRow> rows) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (AuditRow row : rows) {
            byte[] leaf = Leaf.of(row);
            if (leaf.length >= 1 << SHORT) {
                throw new IllegalStateException("audit entry " + row.sequence() + " is too long for a bundle");
            }
            bundle.write(leaf.length >> Byte.SIZE);
            bundle.write(leaf.length);
            bundle.writeBytes(leaf);
        }
        return bundle.toByteArray();
    }

    private static ProblemException missing(String path) {
        return ProblemException.notFound("Tile " + path);
    }
}
