package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Duration;

/**
 * Creates claim challenges and verifies the evidence over them. A challenge is bound to one device, one catalog, and the number of times
 * that the device has left a catalog. So earlier proofs become invalid when the device leaves. Stateless. {@link #read} verifies a
 * signature; call it on a worker thread.
 */
public interface ProofOfPossession {
    /** Returns how long a challenge is valid. */
    Duration lifetime();

    /** Creates a challenge; {@code departures} counts how many times the device has left a catalog. */
    Nonce challenge(CatalogId catalog, DeviceId device, int departures);

    /** Verifies that evidence is signed by a device, but not whether its nonce is a valid challenge. */
    Proof read(Blob evidence);

    /** Returns whether the proof's nonce is an unexpired challenge for the device, this catalog and this number of departures. */
    boolean isFresh(Proof.Signed proof, CatalogId catalog, int departures);

    sealed interface Proof {
        /**
         * Evidence with a valid signature.
         *
         * @param device the device that signed it
         * @param nonce the challenge in it
         */
        record Signed(DeviceId device, Nonce nonce) implements Proof {}

        /** Invalid evidence, with the reason as the end of a sentence. */
        record Invalid(String reason) implements Proof {}
    }
}
