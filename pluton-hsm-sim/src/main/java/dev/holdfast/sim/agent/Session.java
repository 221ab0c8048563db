package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.format.AttestationResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attestation gave.
 *
 * @param outcome what the device may do
 * @param result the signed result, verified
 * @param update open with the update certificate; null when untrusted
 * @param customer open with the customer certificate; null unless trusted
 * @param renewAt when half of the certificates' life is over; null when there are none
 */
record Session(
        AttestResponse.Outcome outcome,
        AttestationResult result,
        @Nullable DeviceClient update,
        @Nullable DeviceClient customer,
        @Nullable Instant renewAt) {
    void close() {
        if (update != null) {
            update.close();
        }
        if (customer != null) {
            customer.close();
        }
    }
}
