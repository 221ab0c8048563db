package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Devices that the audience of a rollout lists by {@link Member#hash()}. The list is not part of the signed set, because it is longer than
 * the space for the set in flash. The set contains the SHA-256 of the list.
 *
 * <p>Encoded as the listed hashes, then the excluded hashes, 8 bytes each, big-endian. Each part is in ascending order of the unsigned
 * numbers, without duplicates.
 */
public final class MemberList {
    /** Maximum number of listed devices. */
    public static final int MAX_LISTED = 1000;
    /** Maximum number of excluded devices. */
    public static final int MAX_EXCLUDED = 100;
    /** The empty list. */
    public static final MemberList EMPTY = new MemberList(new TreeSet<>(), new TreeSet<>());

    private final SortedSet<Long> listed;
    private final SortedSet<Long> excluded;

    private MemberList(SortedSet<Long> listed, SortedSet<Long> excluded) {
        requireCount(listed.size(), MAX_LISTED);
        requireCount(excluded.size(), MAX_EXCLUDED);
        this.listed = listed;
        this.excluded = excluded;
    }

    /**
     * Creates a list from hashes in any order.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public static MemberList of(Collection<Long> listed, Collection<Long> excluded) {
        return new MemberList(sorted(listed), sorted(excluded));
    }

    private static SortedSet<Long> sorted(Collection<Long> hashes) {
        SortedSet<Long> sorted = new TreeSet<>(Long::compareUnsigned);
        sorted.addAll(hashes);
        return sorted;
    }

    private static void requireCount(int count, int max) {
        if (count > max) {
            throw new IllegalArgumentException(count + " devices in a list, at most " + max);
        }
    }

    /**
     * Decodes the list of an audience. Checks that it has the digest in the audience.
     *
     * @throws FormatException if these bytes are not that list
     */
    public static MemberList decode(byte[] bytes, RolloutAudience audience) throws FormatException {
        if (bytes.length != (audience.listed() + audience.excluded()) * Long.BYTES) {
            throw new FormatException(Reason.SIZE, "a list of devices of " + bytes.length + " bytes");
        }
        if (!Digest.sha256(bytes).equals(audience.list())) {
            throw new FormatException(Reason.SIGNATURE, "the list of devices is not the one that the set names");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new MemberList(read(in, audience.listed()), read(in, audience.excluded()));
    }

    private static SortedSet<Long> read(ByteBuffer in, int count) throws FormatException {
        SortedSet<Long> hashes = new TreeSet<>(Long::compareUnsigned);
        for (int i = 0; i < count; i++) {
            long hash = in.getLong();
            if (!hashes.isEmpty() && Long.compareUnsigned(hash, hashes.last()) <= 0) {
                throw new FormatException(
                        Reason.ENCODING, in.position() - Long.BYTES, "the list of devices is not in ascending order");
            }
            hashes.add(hash);
        }
        return hashes;
    }

    /** Encodes the list. */
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate((listed.size() + excluded.size()) * Long.BYTES);
        listed.forEach(out::putLong);
        excluded.forEach(out::putLong);
        return out.array();
    }

    /** Returns the SHA-256 of the encoded list. */
    public Digest digest() {
        return Digest.sha256(bytes());
    }

    /** Returns the number of listed devices. */
    public int listed() {
        return listed.size();
    }

    /** Returns the number of excluded devices. */
    public int excluded() {
        return excluded.size();
    }

    /** Returns whether a device is listed. */
    public boolean lists(Member member) {
        return listed.contains(member.hash());
    }

    /** Returns whether a device is excluded. */
    public boolean excludes(Member member) {
        return excluded.contains(member.hash());
    }
}
