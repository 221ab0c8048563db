package dev.holdfast.contract.operator.manufacturer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Silicon manufacturer.
 *
 * @param name name in its endorsement lists and key files
 * @param state trust in the manufacturer
 * @param keys key files; empty when they were removed
 * @param chips number of endorsed chips
 * @param devices number of these chips that catalogs have claimed
 * @param catalogs number of these catalogs
 * @param parts SKUs of the endorsed chips in alphabetical order, at most {@value #MAX_PARTS}; without chips whose list names no part
 * @param revokedAt time of the revocation; null when not revoked
 * @param revokedBy user who revoked the manufacturer; null when not revoked
 * @param reason reason for the revocation; null when not revoked
 */
public record ManufacturerView(
        String name,
        State state,
        List<ManufacturerKeyView> keys,
        long chips,
        long devices,
        long catalogs,
        List<String> parts,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String reason) {
    /** Maximum number of parts. */
    public static final int MAX_PARTS = 100;

    /** Trust in a manufacturer. */
    public enum State {
        /** Its lists can be imported and its chips can attest. */
        TRUSTED,
        /** Its lists are refused and its chips cannot attest. */
        REVOKED,
        /** Its keys were removed: new lists are refused, endorsed chips still attest. */
        WITHOUT_KEY
    }
}
