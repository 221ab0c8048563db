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
 * Shared parts of evidence by state id, so that each is fetched once. Caches a limited number besides those of the current page. Not
 * thread-safe.
 */
final class EvidenceParts {
    /** Length of a state id in bytes. */
    static final int NAME = 32;

    private static final int MAX_REMEMBERED = 4096;
    private static final String PARTS =
            "select state_id, evidence_part from attested_state where catalog_id = $1 and state_id = any ($2::bytea[])";

    private final Map<Blob, byte[]> known = new HashMap<>();
    private final Set<Blob> needed = new HashSet<>();
    /** Usually a piece has the same state as the one before. */
    private byte[] lastNeeded = {};

    private byte[] lastName = {};
    private byte @Nullable [] lastPart;

    /** Starts a page. */
    void begin() {
        needed.clear();
        lastNeeded = new byte[0];
        lastName = new byte[0];
        if (known.size() > MAX_REMEMBERED) {
            known.clear();
        }
    }

    /** Registers the state id at an offset as needed for the page. */
    void need(byte[] bytes, int at) {
        if (!isThere(lastNeeded, bytes, at)) {
            lastNeeded = Arrays.copyOfRange(bytes, at, at + NAME);
            Blob name = Blob.of(lastNeeded);
            if (!known.containsKey(name)) {
                needed.add(name);
            }
        }
    }

    /** Fetches needed parts that are not cached. */
    Uni<Void> fetch(Tx tx) {
        return needed.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.run(PARTS, tx.catalog(), Columns.byteArrays(needed, Blob::bytes))
                        .invoke(rows -> {
                            for (Row row : rows) {
                                know(Columns.blob(row, "state_id"), Columns.bytes(row, "evidence_part"));
                            }
                        })
                        .replaceWithVoid();
    }

    void know(Blob name, byte[] part) {
        known.put(name, part);
    }

    /** Returns the part of the state whose id is at an offset; null if it does not exist. */
    byte @Nullable [] of(byte[] in, int at) {
        if (!isThere(lastName, in, at)) {
            lastName = Arrays.copyOfRange(in, at, at + NAME);
            lastPart = known.get(Blob.of(lastName));
        }
        return lastPart;
    }

    private static boolean isThere(byte[] name, byte[] in, int at) {
        return Arrays.equals(in, at, at + NAME, name, 0, name.length);
    }
}
