package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Neighbouring hashes of one level of tiles: at level 0 those of entries, at each next one the roots of whole tiles below.
 *
 * @param level from 0
 * @param index from 0 within its level
 * @param hashes up to {@link #WIDTH}; fewer only at the right edge
 */
public record Tile(int level, long index, List<Digest> hashes) {
    /** How many hashes a whole tile has: 2 to the power of {@link #HEIGHT}. */
    public static final int WIDTH = 256;

    /** How many levels of the tree one tile spans. */
    static final int HEIGHT = 8;

    /** Copies the hashes. */
    public Tile {
        hashes = List.copyOf(hashes);
    }

    /** Reads the concatenation of some hashes. */
    public static List<Digest> split(byte[] bytes) {
        List<Digest> hashes = new ArrayList<>(bytes.length / Digest.LENGTH);
        for (int at = 0; at + Digest.LENGTH <= bytes.length; at += Digest.LENGTH) {
            hashes.add(Digest.of(Arrays.copyOfRange(bytes, at, at + Digest.LENGTH)));
        }
        return hashes;
    }

    /** Writes hashes one after the other, as tlog-tiles serves a tile. */
    public static Blob join(List<Digest> hashes) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(hashes.size() * Digest.LENGTH);
        hashes.forEach(hash -> joined.writeBytes(hash.bytes()));
        return Blob.of(joined.toByteArray());
    }

    /** Returns how many hashes the tile has in a tree of {@code size} leaves: 0 to {@link #WIDTH}. */
    public static int width(int level, long index, long size) {
        long hashes = size >> Math.min(HEIGHT * level, Long.SIZE - 1);
        return Math.clamp(hashes - index * WIDTH, 0, WIDTH);
    }
}
