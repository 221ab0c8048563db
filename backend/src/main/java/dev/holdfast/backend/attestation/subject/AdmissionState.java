package dev.holdfast.backend.attestation.subject;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored state that decides whether an endorsed device may attest.
 *
 * @param generalKey key that the silicon manufacturer endorsed
 * @param catalog catalog of the device; null if not claimed
 * @param revocation reason for the revocation of the endorsement; null if it is valid
 * @param blocked reason for the block; null if the device is not blocked
 */
public record AdmissionState(
        P256PublicKey generalKey,
        @Nullable UUID catalog,
        @Nullable String revocation,
        @Nullable String blocked) {
    /**
     * Returns the catalog of a device that may attest.
     *
     * @param presented key proved by the TLS handshake
     * @throws ProblemException {@code device-refused} or {@code device-blocked} if it may not
     */
    public UUID admit(P256PublicKey presented) {
        if (!generalKey.equals(presented)) {
            throw ProblemException.refused(
                    "the connection's key is not the general key that the silicon manufacturer endorsed");
        }
        return admit();
    }

    /**
     * Returns the catalog of a device that presented a certificate from Holdfast.
     *
     * @throws ProblemException {@code device-refused} or {@code device-blocked} if it may not attest
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
