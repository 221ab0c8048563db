package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.tlog.MerkleTree;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * The sealed part of a catalog's log.
 *
 * @param size number of entries that the newest checkpoint covers
 * @param edge hashes at the right edge of the tree
 * @param checkpoint the newest checkpoint, a signed note
 * @param sealedAt time of the newest checkpoint
 * @param keptAt time of the newest checkpoint in {@code audit_checkpoint}
 */
record SealedTree(long size, Blob edge, String checkpoint, Instant sealedAt, Instant keptAt) {
    /** State of an empty log. */
    static final SealedTree NONE = new SealedTree(0, Blob.of(new byte[0]), "", Instant.EPOCH, Instant.EPOCH);

    static SealedTree of(Row row) {
        return new SealedTree(
                row.getLong("size"),
                Columns.blob(row, "edge"),
                row.getString("checkpoint"),
                Columns.instant(row, "sealed_at"),
                Columns.instant(row, "kept_at"));
    }

    MerkleTree tree() {
        return MerkleTree.restore(size, edge.bytes());
    }
}
