package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.AttestationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Result of an attestation.
 *
 * @param outcome the verifier's decision
 * @param result the signed result, verified
 * @param customer customer certificate, for the customer's services; only for trusted devices
 * @param update update certificate, for the update channel; only for trusted and outdated devices
 */
public record Credentials(
        Outcome outcome, AttestationResult result, Optional<DeviceIdentity> customer, Optional<DeviceIdentity> update) {
    /** Returns when half of a certificate's validity is over, the earlier time of two; empty when there is no certificate. */
    Optional<Instant> halfLife() {
        return Stream.concat(customer.stream(), update.stream())
                .map(identity -> {
                    Instant from = identity.leaf().getNotBefore().toInstant();
                    Instant to = identity.leaf().getNotAfter().toInstant();
                    return from.plus(Duration.between(from, to).dividedBy(2));
                })
                .min(Instant::compareTo);
    }
}
