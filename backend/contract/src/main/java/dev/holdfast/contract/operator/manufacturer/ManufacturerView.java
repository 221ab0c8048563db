package dev.holdfast.contract.operator.manufacturer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A silicon manufacturer as the installation knows it.
 *
 * @param name as its lists and key files name it
 * @param state whether its word counts
 * @param keys its key files; empty when they were taken away
 * @param chips how many chips it endorses
 * @param devices how many of them catalogs have claimed
 * @param catalogs how many catalogs those are
 * @param revokedAt when it was revoked; null when it is not
 * @param revokedBy who did it; null when it is not revoked
 * @param reason why; null when it is not revoked
 */
public record ManufacturerView(
        String name,
        State state,
        List<ManufacturerKeyView> keys,
        long chips,
        long devices,
        long catalogs,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String reason) {
    /** Whether a manufacturer's word counts. */
    public enum State {
        /** Its lists are taken and its chips attest. */
        TRUSTED,
        /** Neither its lists nor its chips count. */
        REVOKED,
        /** Its keys are gone: no new list of its is taken, the chips that it endorsed go on. */
        WITHOUT_KEY
    }
}
