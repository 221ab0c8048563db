package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.tlog.MerkleTree;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * How far a catalog's log is sealed.
 *
 * @param size number of entries that the newest checkpoint covers
 * @param edge the tree's right edge
 * @param checkpoint the newest one, a signed note
 * @param sealedAt when it was signed
 * @param keptAt when a checkpoint was last put aside
 */
record SealedTree(long size, Blob edge, String checkpoint, Instant sealedAt, Instant keptAt) {
    /** What an empty log has. */
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
