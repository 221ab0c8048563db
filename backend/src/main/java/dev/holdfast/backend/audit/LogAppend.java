package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.MerkleHash;
import dev.holdfast.contract.tlog.MerkleTree;
import dev.holdfast.contract.tlog.Tile;
import dev.holdfast.contract.tlog.UntrustedCheckpointException;
import dev.holdfast.contract.tlog.VerifierKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries to a Merkle log. Pure, except for the signature.
 *
 * @param after the new state of the log
 * @param completeTiles tiles that the entries completed
 */
record LogAppend(Checkpoint checkpoint, SealedTree after, List<Tile> completeTiles) {
    /** Shortest time between two stored checkpoints. */
    static final Duration KEEP_EVERY = Duration.ofHours(1);

    /** Thrown if the stored log differs from what was signed: such a log must not grow. The message goes to the process log. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Appends entries.
     *
     * @param signed newest checkpoint that this process signed; null if it signed none
     * @throws RefusedException if the log differs from what was signed, or the entries do not follow it
     */
    static LogAppend of(
            SealedTree before,
            @Nullable Checkpoint signed,
            List<AuditRow> entries,
            VerifierKey key,
            LogKeys keys,
            Instant now) {
        MerkleTree tree = verifiedTree(before, signed, key);
        for (AuditRow entry : entries) {
            if (entry.sequence() != tree.size() + 1) {
                throw new RefusedException("entry " + (tree.size() + 1) + " was removed before it was sealed");
            }
            tree.append(MerkleHash.leaf(Leaf.of(entry)));
        }
        Checkpoint checkpoint = new Checkpoint(key.name(), tree.size(), tree.root());
        boolean keep = !now.isBefore(before.keptAt().plus(KEEP_EVERY));
        return new LogAppend(
                checkpoint,
                new SealedTree(tree.size(), tree.edge(), keys.sign(key, checkpoint), now, keep ? now : before.keptAt()),
                tree.takeFullTiles());
    }

    private static MerkleTree verifiedTree(SealedTree before, @Nullable Checkpoint signed, VerifierKey key) {
        if (signed != null && before.size() < signed.size()) {
            throw new RefusedException("it was replaced by an older state: it has " + before.size()
                    + " sealed entries, but this backend signed " + signed.size());
        }
        if (before.size() == 0) {
            return new MerkleTree();
        }
        Checkpoint newest;
        MerkleTree tree;
        try {
            newest = key.open(before.checkpoint());
            tree = before.tree();
        } catch (UntrustedCheckpointException | IllegalArgumentException e) {
            throw new RefusedException("its newest checkpoint is not trusted: " + e.getMessage());
        }
        if (newest.size() != tree.size()
                || !newest.root().equals(tree.root())
                || (signed != null && signed.size() == newest.size() && !signed.equals(newest))) {
            throw new RefusedException("its stored tree was changed after it was signed");
        }
        return tree;
    }
}
