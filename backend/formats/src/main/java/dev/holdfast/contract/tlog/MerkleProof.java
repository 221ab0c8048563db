package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Inclusion proofs and consistency proofs (RFC 6962 §2.1, RFC 9162 §2.1). */
public final class MerkleProof {
    private final List<Range> ranges;

    private MerkleProof(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Leaves from {@code from} to before {@code to}. */
    private record Range(long from, long to) {
        long width() {
            return to - from;
        }
    }

    /**
     * Coordinates of a tile.
     *
     * @param level level of tiles, from 0
     * @param index index within its level, from 0
     */
    public record TileId(int level, long index) implements Comparable<TileId> {
        @Override
        public int compareTo(TileId other) {
            return level == other.level ? Long.compare(index, other.index) : Integer.compare(level, other.level);
        }
    }

    /**
     * Plans a proof that a leaf is in a tree. {@link #hashes} returns the proof.
     *
     * @param index index of the leaf, from 0, below {@code size}
     * @param size number of leaves
     */
    public static MerkleProof inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        List<Range> path = new ArrayList<>();
        Range around = new Range(0, size);
        while (around.width() > 1) {
            long middle = around.from + split(around.width());
            Range left = new Range(around.from, middle);
            Range right = new Range(middle, around.to);
            path.addFirst(index < middle ? right : left);
            around = index < middle ? left : right;
        }
        return new MerkleProof(path);
    }

    /**
     * Plans a proof that a larger tree only appends leaves to a smaller one. {@link #hashes} returns the proof.
     *
     * @param first number of leaves of the smaller tree, at least 1
     * @param second number of leaves of the larger tree, at least {@code first}
     */
    public static MerkleProof consistency(long first, long second) {
        if (first < 1 || first > second) {
            throw new IllegalArgumentException(
                    "a tree of " + first + " leaves cannot be extended to " + second + " leaves");
        }
        List<Range> path = new ArrayList<>();
        Range around = new Range(0, second);
        while (around.to > first) {
            long middle = around.from + split(around.width());
            boolean endsLeft = first <= middle;
            path.addFirst(endsLeft ? new Range(middle, around.to) : new Range(around.from, middle));
            around = endsLeft ? new Range(around.from, middle) : new Range(middle, around.to);
        }
        if (around.from > 0) {
            path.addFirst(around);
        }
        return new MerkleProof(path);
    }

    /** Returns the tiles that {@link #hashes} needs. */
    public Set<TileId> tiles() {
        Set<TileId> needed = new TreeSet<>();
        ranges.forEach(range -> hash(range, tile -> {
            needed.add(tile);
            return List.of();
        }));
        return needed;
    }

    /** Returns the proof. The hash nearest to the leaves is the first. {@code tiles} returns the hashes of a tile. */
    public List<Digest> hashes(Function<TileId, List<Digest>> tiles) {
        return ranges.stream().map(range -> hash(range, tiles)).toList();
    }

    /**
     * Computes the root from a leaf and its inclusion proof (RFC 9162 §2.1.3.2); {@link MerkleHash#EMPTY} if the proof
     * is malformed.
     */
    public static Digest root(Digest leaf, long index, long size, List<Digest> proof) {
        if (index < 0 || index >= size) {
            return MerkleHash.EMPTY;
        }
        long at = index;
        long last = size - 1;
        Digest root = leaf;
        for (Digest other : proof) {
            if (last == 0) {
                return MerkleHash.EMPTY;
            }
            if (at % 2 == 1 || at == last) {
                root = MerkleHash.node(other, root);
                while (at % 2 == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                root = MerkleHash.node(root, other);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? root : MerkleHash.EMPTY;
    }

    /**
     * Verifies a consistency proof (RFC 9162 §2.1.4.2). Returns whether the log at {@code second} only appended entries to
     * the log at {@code first}.
     */
    public static boolean isConsistent(Checkpoint first, Checkpoint second, List<Digest> proof) {
        if (first.size() == second.size()) {
            return proof.isEmpty() && first.root().equals(second.root());
        }
        if (first.size() < 1 || first.size() > second.size() || proof.isEmpty()) {
            return false;
        }
        Iterator<Digest> rest = proof.iterator();
        long at = first.size() - 1;
        long last = second.size() - 1;
        while (at % 2 == 1) {
            at >>= 1;
            last >>= 1;
        }
        Digest smaller = at == 0 ? first.root() : rest.next();
        Digest larger = smaller;
        while (rest.hasNext()) {
            Digest other = rest.next();
            if (last == 0) {
                return false;
            }
            if (at % 2 == 1 || at == last) {
                smaller = MerkleHash.node(other, smaller);
                larger = MerkleHash.node(other, larger);
                while (at % 2 == 0 && at != 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                larger = MerkleHash.node(larger, other);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && smaller.equals(first.root()) && larger.equals(second.root());
    }

    private static Digest hash(Range range, Function<TileId, List<Digest>> tiles) {
        if (Long.bitCount(range.width()) == 1) {
            return perfect(range, tiles);
        }
        long middle = range.from + split(range.width());
        Digest left = hash(new Range(range.from, middle), tiles);
        return MerkleHash.node(left, hash(new Range(middle, range.to), tiles));
    }

    /** Returns the root of a perfect subtree, whose hashes are adjacent in one tile. */
    private static Digest perfect(Range range, Function<TileId, List<Digest>> tiles) {
        int height = Long.numberOfTrailingZeros(range.width());
        int level = height / Tile.HEIGHT;
        long first = range.from >> (level * Tile.HEIGHT);
        int from = (int) (first % Tile.WIDTH);
        int to = from + (1 << (height % Tile.HEIGHT));
        List<Digest> tile = tiles.apply(new TileId(level, first / Tile.WIDTH));
        return tile.size() < to ? MerkleHash.EMPTY : MerkleHash.root(tile.subList(from, to));
    }

    /** Returns the number of leaves in the left subtree: the largest power of two below {@code width}. */
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
