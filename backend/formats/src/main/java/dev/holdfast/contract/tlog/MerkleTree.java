package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows on its right. It holds the right edge alone, at most {@value Tile#WIDTH} hashes a level of tiles, and
 * hands whole tiles out. Not thread-safe.
 */
public final class MerkleTree {
    private final List<List<Digest>> edge = new ArrayList<>();
    private final List<Tile> whole = new ArrayList<>();
    private long size;

    /** Makes a tree without leaves. */
    public MerkleTree() {
        // Nothing is at its edge.
    }

    /**
     * Goes on with a tree that was put away.
     *
     * @param size its number of leaves
     * @param edge what {@link #edge} returned
     * @throws IllegalArgumentException when they do not belong together
     */
    public static MerkleTree restore(long size, byte[] edge) {
        MerkleTree tree = new MerkleTree();
        tree.size = size;
        List<Digest> hashes = Tile.split(edge);
        int from = 0;
        for (long left = size; left > 0; left >>= Tile.HEIGHT) {
            int to = from + (int) (left % Tile.WIDTH);
            if (to > hashes.size()) {
                throw new IllegalArgumentException("a tree of " + size + " leaves has more at its edge");
            }
            tree.edge.add(new ArrayList<>(hashes.subList(from, to)));
            from = to;
        }
        if (from != hashes.size() || edge.length != from * Digest.LENGTH) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has less at its edge");
        }
        return tree;
    }

    /** Adds a leaf on the right. */
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
            // What is left of a row's last hash are perfect trees, the smaller the further right.
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

    /** Returns the right edge, with which {@link #restore} goes on: the unfinished tile of each level, lowest first. */
    public Blob edge() {
        return Tile.join(edge.stream().flatMap(List::stream).toList());
    }

    /** Returns the unfinished tile of a level, empty when there is none. */
    public List<Digest> edge(int level) {
        return level < edge.size() ? List.copyOf(edge.get(level)) : List.of();
    }

    /** Returns the tiles that became whole since the last call, and forgets them. */
    public List<Tile> takeWhole() {
        List<Tile> taken = List.copyOf(whole);
        whole.clear();
        return taken;
    }
}
