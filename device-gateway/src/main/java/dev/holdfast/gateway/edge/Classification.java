package dev.holdfast.gateway.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a connection's certificate turned out to be. */
sealed interface Classification {
    /**
     * A known kind of certificate.
     *
     * @param identity whom it names
     * @param notAfter until when; a connection may outlive its certificate
     * @param root what it was validated against; null for a self-signed one
     */
    record Accepted(
            DeviceIdentity identity,
            Instant notAfter,
            @Nullable DeviceRoot root) implements Classification {}

    /**
     * Nothing that the protocol knows.
     *
     * @param reason why
     * @param detail for the log
     */
    record Refused(RefusalReason reason, String detail) implements Classification {}

    /** An issued certificate that cannot be judged before the backend has told the root. */
    record Undecidable() implements Classification {}
}
