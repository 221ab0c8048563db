package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adjacent hashes of a Merkle tree (C2SP tlog-tiles). Tiles of level 0 contain hashes of entries. Tiles of each higher
 * level contain the roots of the full tiles below.
 *
 * @param level level of tiles, from 0
 * @param index index within its level, from 0
 * @param hashes at most {@link #WIDTH} hashes; fewer only at the right edge
 */
public record Tile(int level, long index, List<Digest> hashes) {
    /** Number of hashes in a full tile: 2 to the power of {@link #HEIGHT}. */
    public static final int WIDTH = 256;

    /** Number of levels of the Merkle tree that a full tile covers. */
    static final int HEIGHT = 8;

    /** Copies the hashes. */
    public Tile {
        hashes = List.copyOf(hashes);
    }

    /** Splits concatenated hashes. Ignores an incomplete hash at the end. */
    public static List<Digest> split(byte[] bytes) {
        List<Digest> hashes = new ArrayList<>(bytes.length / Digest.LENGTH);
        for (int at = 0; at + Digest.LENGTH <= bytes.length; at += Digest.LENGTH) {
            hashes.add(Digest.of(Arrays.copyOfRange(bytes, at, at + Digest.LENGTH)));
        }
        return hashes;
    }

    /** Concatenates hashes, as in a tile of tlog-tiles. */
    public static Blob join(List<Digest> hashes) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(hashes.size() * Digest.LENGTH);
        hashes.forEach(hash -> joined.writeBytes(hash.bytes()));
        return Blob.of(joined.toByteArray());
    }

    /** Returns the number of hashes of a tile in a tree of {@code size} leaves: 0 to {@link #WIDTH}. */
    public static int width(int level, long index, long size) {
        long hashes = size >> Math.min(HEIGHT * level, Long.SIZE - 1);
        return Math.clamp(hashes - index * WIDTH, 0, WIDTH);
    }
}
