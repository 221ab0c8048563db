package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.id.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * How a device is.
 *
 * @param device which
 * @param phase what it does
 * @param outcome of its last attestation; null before the first
 * @param findings reasons in that attestation's signed result, such as {@code measurement-unknown NormalWorldKernel}
 * @param manifestVersion of the manifest set that it runs
 * @param error what went wrong last; null when nothing has since it last succeeded
 */
public record DeviceStatus(
        DeviceId device,
        Phase phase,
        AttestResponse.@Nullable Outcome outcome,
        String findings,
        long manifestVersion,
        @Nullable String error) {
    /** What a device does. */
    public enum Phase {
        /** Switched off. */
        OFF,
        /** On its way to a certificate. */
        ATTESTING,
        /** Has what its attestation gave it, and polls. */
        RUNNING,
        /** Told that it is not trusted. */
        UNTRUSTED,
        /** Refused without a reason. */
        REFUSED,
        /** Does not boot. */
        BRICKED
    }
}
