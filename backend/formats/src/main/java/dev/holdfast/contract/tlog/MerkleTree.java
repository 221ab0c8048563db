package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * An append-only Merkle tree. It keeps only the right edge: the hashes of the tiles that are not full, fewer than {@value
 * Tile#WIDTH} on each level of tiles. The caller stores the full tiles ({@link #takeFullTiles}). Not thread-safe.
 */
public final class MerkleTree {
    /** Hashes of the partial tile of each level, the lowest level first. */
    private final List<List<Digest>> edge = new ArrayList<>();
    /** Full tiles that the caller has not taken yet. */
    private final List<Tile> whole = new ArrayList<>();

    private long size;

    /** Creates a tree without leaves. */
    public MerkleTree() {
        // The edge is empty.
    }

    /**
     * Restores a stored tree.
     *
     * @param size number of leaves
     * @param edge right edge, from {@link #edge}
     * @throws IllegalArgumentException if the edge does not fit the size
     */
    public static MerkleTree restore(long size, byte[] edge) {
        MerkleTree tree = new MerkleTree();
        tree.size = size;
        List<Digest> hashes = Tile.split(edge);
        int from = 0;
        for (long left = size; left > 0; left >>= Tile.HEIGHT) {
            int to = from + (int) (left % Tile.WIDTH);
            if (to > hashes.size()) {
                throw new IllegalArgumentException("too few hashes for the edge of a tree of " + size + " leaves");
            }
            tree.edge.add(new ArrayList<>(hashes.subList(from, to)));
            from = to;
        }
        if (from != hashes.size() || edge.length != from * Digest.LENGTH) {
            throw new IllegalArgumentException("too many hashes for the edge of a tree of " + size + " leaves");
        }
        return tree;
    }

    /** Appends a leaf. */
    public void append(Digest leaf) {
        size++;
        append(0, leaf);
    }

    private void append(int level, Digest hash) {
        if (level == edge.size()) {
            edge.add(new ArrayList<>());
        }
        List<Digest> row = edge.get(level);
        row.add(hash);
        if (row.size() == Tile.WIDTH) {
            whole.add(new Tile(level, (size >> (Tile.HEIGHT * (level + 1))) - 1, row));
            Digest root = MerkleHash.root(row);
            row.clear();
            append(level + 1, root);
        }
    }

    /** Returns the number of leaves. */
    public long size() {
        return size;
    }

    /** Returns the root; {@link MerkleHash#EMPTY} for no leaves. */
    public Digest root() {
        Digest root = null;
        for (List<Digest> row : edge) {
            // The hashes of a row form perfect subtrees. Their sizes decrease from left to right.
            int to = row.size();
            while (to > 0) {
                int width = Integer.lowestOneBit(to);
                Digest perfect = MerkleHash.root(row.subList(to - width, to));
                root = root == null ? perfect : MerkleHash.node(perfect, root);
                to -= width;
            }
        }
        return root == null ? MerkleHash.EMPTY : root;
    }

    /** Returns the right edge, for {@link #restore}: the partial tile of each level, the lowest level first. */
    public Blob edge() {
        return Tile.join(edge.stream().flatMap(List::stream).toList());
    }

    /** Returns the hashes of the partial tile of a level; empty for none. */
    public List<Digest> edge(int level) {
        return level < edge.size() ? List.copyOf(edge.get(level)) : List.of();
    }

    /** Returns the tiles that became full since the last call. */
    public List<Tile> takeFullTiles() {
        List<Tile> taken = List.copyOf(whole);
        whole.clear();
        return taken;
    }
}
