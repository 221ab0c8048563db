package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endorsed device may attest.
 *
 * @param generalKey the key that the silicon maker vouches for
 * @param catalog whose device it is; null when nobody claimed it
 * @param revocation why its endorsement counts no longer, or why it is blocked; null when neither
 */
public record Standing(
        P256PublicKey generalKey,
        @Nullable UUID catalog,
        @Nullable String revocation) {
    /**
     * Returns the catalog of a device that may attest.
     *
     * @param presented the key that the TLS handshake proved
     * @throws ProblemException {@code device-refused}, when it may not
     */
    public UUID admit(P256PublicKey presented) {
        if (!generalKey.equals(presented)) {
            throw ProblemException.refused(
                    "the connection's key is not the general key that the silicon maker endorsed");
        }
        return admit();
    }

    /**
     * Returns the catalog of a device that showed a certificate of ours, if it may still come.
     *
     * @throws ProblemException {@code device-refused}, when it may not
     */
    public UUID admit() {
        if (revocation != null) {
            throw ProblemException.refused(revocation);
        }
        if (catalog == null) {
            throw ProblemException.refused("no catalog has claimed the device");
        }
        return catalog;
    }
}
