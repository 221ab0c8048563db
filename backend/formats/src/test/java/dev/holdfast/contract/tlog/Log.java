package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Merkle tree in memory, with all its tiles. Entry {@code i} is the number {@code i} as text, from 0. */
final class Log {
    final MerkleTree tree = new MerkleTree();
    private final Map<MerkleProof.TileId, List<Digest>> tiles = new TreeMap<>();

    Log(int size) {
        for (int i = 0; i < size; i++) {
            tree.append(leaf(i));
        }
        tree.takeFullTiles()
                .forEach(tile -> tiles.put(new MerkleProof.TileId(tile.level(), tile.index()), tile.hashes()));
    }

    /** Returns the hashes of a full tile, or of the partial tile of its level. */
    List<Digest> tile(MerkleProof.TileId tile) {
        return tiles.getOrDefault(tile, tree.edge(tile.level()));
    }

    static Digest leaf(int number) {
        return MerkleHash.leaf(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }
}
