package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import java.time.Duration;
import java.util.Optional;

/** Response of the gateway to a device that has staged a manifest set and not put it in use. */
sealed interface StagedSetAnswer {
    /**
     * The staged set is still for the device.
     *
     * @param again pause before the next poll; empty for the usual one
     */
    record Offered(Optional<Duration> again) implements StagedSetAnswer {}

    /** The staged set is withdrawn, and there is no other. */
    record Withdrawn() implements StagedSetAnswer {}

    /** Another set is for the device. */
    record Replaced(OfferedSet by) implements StagedSetAnswer {}

    /** Returns the meaning of a set in the response. */
    static StagedSetAnswer of(Digest staged, OfferedSet set) {
        return Digest.sha256(set.signed().bytes()).equals(staged) ? new Offered(Optional.empty()) : new Replaced(set);
    }
}
