package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Blob;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Caches the bytes of evidence that attestations share, by state ID. Keeps the bytes for the current page and a limited number of others.
 * Not thread-safe.
 */
final class SharedEvidence {
    /** Length of a state ID in bytes. */
    static final int ID_LENGTH = 32;

    private static final int MAX_CACHED = 4096;
    private static final String SHARED =
            "select state_id, evidence_part from attested_state where catalog_id = $1 and state_id = any ($2::bytea[])";

    private final Map<Blob, byte[]> cached = new HashMap<>();
    private final Set<Blob> needed = new HashSet<>();
    /** State IDs of the last calls of {@link #need} and {@link #of}, and the result of the latter: the next piece usually has the same ID. */
    private byte[] lastNeeded = {};

    private byte[] lastId = {};
    private byte @Nullable [] lastShared;

    /** Starts a page. */
    void begin() {
        needed.clear();
        lastNeeded = new byte[0];
        lastId = new byte[0];
        if (cached.size() > MAX_CACHED) {
            cached.clear();
        }
    }

    /** Registers the state ID at an offset as needed for the page. */
    void need(byte[] bytes, int at) {
        if (!isThere(lastNeeded, bytes, at)) {
            lastNeeded = Arrays.copyOfRange(bytes, at, at + ID_LENGTH);
            Blob id = Blob.of(lastNeeded);
            if (!cached.containsKey(id)) {
                needed.add(id);
            }
        }
    }

    /** Fetches needed bytes that are not cached. */
    Uni<Void> fetch(Tx tx) {
        return needed.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(SHARED, tx.catalog(), Columns.byteArrays(needed, Blob::bytes))
                        .invoke(rows -> {
                            for (Row row : rows) {
                                put(Columns.blob(row, "state_id"), Columns.bytes(row, "evidence_part"));
                            }
                        })
                        .replaceWithVoid();
    }

    void put(Blob id, byte[] shared) {
        cached.put(id, shared);
    }

    /** Returns the shared bytes of the state whose ID is at an offset; null if it does not exist. */
    byte @Nullable [] of(byte[] in, int at) {
        if (!isThere(lastId, in, at)) {
            lastId = Arrays.copyOfRange(in, at, at + ID_LENGTH);
            lastShared = cached.get(Blob.of(lastId));
        }
        return lastShared;
    }

    private static boolean isThere(byte[] id, byte[] in, int at) {
        return Arrays.equals(in, at, at + ID_LENGTH, id, 0, id.length);
    }
}
