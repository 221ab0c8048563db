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
 * The parts that pieces of evidence have in common, by the name of their state: a fleet has a few, so each is fetched once
 * and not with every piece. Remembers a bounded number of them beside those of the page that is read. Not thread-safe.
 */
final class KeptParts {
    /** Length of a state's name in bytes. */
    static final int NAME = 32;

    private static final int MAX_REMEMBERED = 4096;
    private static final String PARTS =
            "select state_id, evidence_part from attested_state where catalog_id = $1 and state_id = any ($2::bytea[])";

    private final Map<Blob, byte[]> known = new HashMap<>();
    private final Set<Blob> needed = new HashSet<>();
    /** Most often a piece has the state of the one before it. */
    private byte[] lastNeeded = {};

    private byte[] lastName = {};
    private byte @Nullable [] lastPart;

    /** Begins a page. */
    void begin() {
        needed.clear();
        lastNeeded = new byte[0];
        lastName = new byte[0];
        if (known.size() > MAX_REMEMBERED) {
            known.clear();
        }
    }

    /** Says that the page has a piece of the state whose name stands there. */
    void need(byte[] in, int at) {
        if (!isThere(lastNeeded, in, at)) {
            lastNeeded = Arrays.copyOfRange(in, at, at + NAME);
            Blob name = Blob.of(lastNeeded);
            if (!known.containsKey(name)) {
                needed.add(name);
            }
        }
    }

    /** Fetches what is needed and not known. */
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

    /** Returns the part of the state whose name stands there; null when there is none. */
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
