package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Merkle tree hashes of RFC 6962 §2.1. A prefix byte distinguishes leaves from inner nodes. */
public final class MerkleHash {
    /** Root of a tree without leaves. */
    public static final Digest EMPTY = Digest.sha256(new byte[0]);

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleHash() {}

    /** Returns the hash of an entry. */
    public static Digest leaf(byte[] entry) {
        MessageDigest sha256 = sha256();
        sha256.update(LEAF);
        sha256.update(entry);
        return Digest.of(sha256.digest());
    }

    /** Returns the hash of the parent of two nodes. */
    public static Digest node(Digest left, Digest right) {
        MessageDigest sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left.bytes());
        sha256.update(right.bytes());
        return Digest.of(sha256.digest());
    }

    /** Returns the root of the tree over adjacent nodes of one level; {@link #EMPTY} for an empty list. */
    static Digest root(List<Digest> neighbours) {
        return switch (neighbours.size()) {
            case 0 -> EMPTY;
            case 1 -> neighbours.getFirst();
            default -> {
                int left = Integer.highestOneBit(neighbours.size() - 1);
                yield node(root(neighbours.subList(0, left)), root(neighbours.subList(left, neighbours.size())));
            }
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
