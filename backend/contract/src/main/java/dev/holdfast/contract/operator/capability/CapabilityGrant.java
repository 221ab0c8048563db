package dev.holdfast.contract.operator.capability;

import java.time.Instant;

/**
 * Capability that attestation accepts of a device.
 *
 * @param capability name of the capability
 * @param until latest expiry of the files that allow it
 */
public record CapabilityGrant(String capability, Instant until) {}
