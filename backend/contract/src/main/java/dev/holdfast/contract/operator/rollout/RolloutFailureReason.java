package dev.holdfast.contract.operator.rollout;

import java.time.Instant;

/**
 * Devices that failed in a rollout for the same reason.
 *
 * @param kind how the devices failed
 * @param code error that the devices reported, such as {@code image-rolled-back}; if NOT_ATTESTED, code of the reason of their trust, or
 *     {@code not-attested-in-time}; empty for none
 * @param devices number of devices
 * @param last time of the newest of these failures
 */
public record RolloutFailureReason(RolloutFailureKind kind, String code, long devices, Instant last) {}
