package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import java.time.Duration;

/**
 * Makes challenges for devices that someone wants to claim, and says what the answers are worth. A challenge serves one
 * device, one catalog and one number of departures from catalogs, so that a device that left takes every older proof with it.
 * Nothing is stored. Costs a signature check an answer: call {@link #read} on a worker thread.
 */
public interface ProofOfPossession {
    /** Returns how long a challenge can be answered. */
    Duration lifetime();

    /** Makes a challenge; {@code departures} is how often the device has left a catalog. */
    Nonce challenge(CatalogId catalog, DeviceId device, int departures);

    /** Checks that evidence is a device's own. */
    Proof read(Blob evidence);

    /** Returns whether the challenge that a proof answers was made for this claim and lives. */
    boolean isFresh(Proof.Signed proof, CatalogId catalog, int departures);

    /** What evidence turned out to be. */
    sealed interface Proof {
        /**
         * A device's own.
         *
         * @param device which
         * @param nonce the challenge that it answers
         */
        record Signed(DeviceId device, Nonce nonce) implements Proof {}

        /**
         * Nobody's.
         *
         * @param reason what is wrong
         */
        record Unsound(String reason) implements Proof {}
    }
}
