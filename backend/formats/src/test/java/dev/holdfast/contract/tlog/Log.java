package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Merkle tree of a log, with all its tiles, in memory. */
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

    List<Digest> tile(MerkleProof.TileId tile) {
        return tiles.getOrDefault(tile, tree.edge(tile.level()));
    }

    static Digest leaf(int number) {
        return MerkleHash.leaf(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }
}
