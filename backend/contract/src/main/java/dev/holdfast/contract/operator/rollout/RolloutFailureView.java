package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;

/**
 * Device that failed in a rollout. A retry deletes the failure.
 *
 * @param device device ID
 * @param name name of the device; empty for none
 * @param phase number of the phase that opened the device first
 * @param kind how the device failed
 * @param code error that the device reported, such as {@code image-rolled-back}; if NOT_ATTESTED, code of the reason of its trust, or
 *     {@code not-attested-in-time}; empty for none
 * @param at time of the failure
 */
public record RolloutFailureView(
        DeviceId device, String name, int phase, RolloutFailureKind kind, String code, Instant at) {}
