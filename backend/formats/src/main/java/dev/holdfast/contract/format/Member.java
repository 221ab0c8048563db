package dev.holdfast.contract.format;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Place of a device in the rollouts of its catalog, computed from SHA-256(catalog GUID, 16 bytes ‖ device ID, 64 bytes). It differs from
 * catalog to catalog, so that a device is not always among the first.
 *
 * @param bucket first 4 bytes of the SHA-256 as a big-endian unsigned number, modulo {@link #BUCKETS}
 * @param hash next 8 bytes of the SHA-256, big-endian
 */
public record Member(int bucket, long hash) {
    /** Number of buckets. */
    public static final int BUCKETS = 10_000;

    /** Checks the bucket. */
    public Member {
        if (bucket < 0 || bucket >= BUCKETS) {
            throw new IllegalArgumentException("bucket " + bucket + " is not from 0 to " + (BUCKETS - 1));
        }
    }

    /** Computes the place of a device. */
    public static Member of(UUID catalog, DeviceId device) {
        byte[] id = device.bytes();
        byte[] content = ByteBuffer.allocate(2 * Long.BYTES + id.length)
                .putLong(catalog.getMostSignificantBits())
                .putLong(catalog.getLeastSignificantBits())
                .put(id)
                .array();
        ByteBuffer digest = ByteBuffer.wrap(Digest.sha256(content).bytes());
        return new Member(Integer.remainderUnsigned(digest.getInt(), BUCKETS), digest.getLong());
    }
}
