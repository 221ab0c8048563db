package dev.holdfast.contract.operator.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transfer of devices between two catalogs.
 *
 * @param id GUID of the transfer
 * @param direction direction as seen from this catalog
 * @param from name of the offering catalog
 * @param to name of the receiving catalog
 * @param devices number of devices
 * @param note note of the offering owner
 * @param state state of the transfer
 * @param offeredAt time of the offer
 * @param offeredBy user who offered the devices
 * @param expiresAt time when the offer expires
 * @param settledAt time when the transfer was accepted, declined or withdrawn; null while open and when expired
 * @param settledBy user who accepted, declined or withdrew the transfer; null while open and when expired
 */
public record TransferView(
        UUID id,
        Direction direction,
        String from,
        String to,
        int devices,
        String note,
        State state,
        Instant offeredAt,
        String offeredBy,
        Instant expiresAt,
        @Nullable Instant settledAt,
        @Nullable String settledBy) {
    /** Direction of a transfer. */
    public enum Direction {
        /** From this catalog to another one. */
        OUTGOING,
        /** From another catalog to this one. */
        INCOMING
    }

    /** State of a transfer. */
    public enum State {
        /** Waiting for the receiving catalog. */
        OPEN,
        /** The devices belong to the receiving catalog. */
        ACCEPTED,
        /** Withdrawn by the offering catalog. */
        WITHDRAWN,
        /** Declined by the receiving catalog. */
        DECLINED,
        /** Expired without acceptance. */
        EXPIRED
    }
}
