package dev.holdfast.gateway.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Result of the verification of a client certificate. */
sealed interface Classification {
    /**
     * Valid certificate.
     *
     * @param identity identity of the device
     * @param notAfter expiry of the certificate, which a connection may outlive
     * @param root root of the chain; null for a self-signed certificate
     */
    record Accepted(
            DeviceIdentity identity,
            Instant notAfter,
            @Nullable DeviceRoot root) implements Classification {}

    /**
     * Invalid certificate.
     *
     * @param reason reason of the refusal
     * @param detail detail for the log
     */
    record Refused(RefusalReason reason, String detail) implements Classification {}

    /** Issued certificate that cannot be verified before the root is loaded. */
    record Undecidable() implements Classification {}
}
