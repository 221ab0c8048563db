package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether an endorsed device may attest.
 *
 * @param generalKey the key that the silicon manufacturer vouches for
 * @param catalog whose device it is; null when nobody claimed it
 * @param revocation reason why its endorsement was revoked; null when it was not
 * @param blocked reason why an operator blocked it; null when it is not blocked
 */
public record AdmissionState(
        P256PublicKey generalKey,
        @Nullable UUID catalog,
        @Nullable String revocation,
        @Nullable String blocked) {
    /**
     * Returns the catalog of a device that may attest.
     *
     * @param presented the key that the TLS handshake proved
     * @throws ProblemException {@code device-refused} or {@code device-blocked}, when it may not
     */
    public UUID admit(P256PublicKey presented) {
        if (!generalKey.equals(presented)) {
            throw ProblemException.refused(
                    "the connection's key is not the general key that the silicon manufacturer endorsed");
        }
        return admit();
    }

    /**
     * Returns the catalog of a device that showed a certificate of ours, if it may still come.
     *
     * @throws ProblemException {@code device-refused} or {@code device-blocked}, when it may not
     */
    public UUID admit() {
        if (revocation != null) {
            throw ProblemException.refused(revocation);
        }
        if (blocked != null) {
            throw ProblemException.blocked(blocked);
        }
        if (catalog == null) {
            throw ProblemException.refused("no catalog has claimed the device");
        }
        return catalog;
    }
}
