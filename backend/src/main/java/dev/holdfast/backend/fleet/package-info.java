/**
 * Products, device groups and devices of a catalog, endorsements of chips, and device states. Packages {@code attestation} and {@code
 * update} write a device's trust and manifest columns; {@code ExpireTrust} expires trust. Database triggers keep the fleet counters:
 * numbers of devices by group and state.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.claim.ClaimDevices} and {@link dev.holdfast.backend.fleet.FindDevices}.
 */
@NullMarked
package dev.holdfast.backend.fleet;

import org.jspecify.annotations.NullMarked;
