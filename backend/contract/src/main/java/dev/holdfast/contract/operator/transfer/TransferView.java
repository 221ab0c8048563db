package dev.holdfast.contract.operator.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transfer of devices from one catalog to another.
 *
 * @param id its GUID
 * @param direction whether the devices go from this catalog or come to it
 * @param from the name of the catalog that offers them
 * @param to the name of the catalog that may accept them
 * @param devices how many
 * @param note what the offering owner says
 * @param state how it stands
 * @param offeredAt when it was offered
 * @param offeredBy by whom
 * @param expiresAt when it can be accepted no longer
 * @param settledAt when it was accepted, declined or withdrawn; null before
 * @param settledBy by whom; null before
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
    /** Which way the devices go. */
    public enum Direction {
        /** From this catalog to another one. */
        OUTGOING,
        /** From another catalog to this one. */
        INCOMING
    }

    /** How a transfer stands. */
    public enum State {
        /** It can be accepted. */
        OPEN,
        /** The devices have changed hands. */
        ACCEPTED,
        /** The offering catalog took it back. */
        WITHDRAWN,
        /** The other catalog does not want them. */
        DECLINED,
        /** Nobody accepted it in time. */
        EXPIRED
    }
}
