/**
 * Products, device groups and devices: what a catalog's fleet consists of, who vouches for its chips and how it
 * stands. Trust and manifest columns of a device are written by {@code attestation} and {@code update}; everything that
 * counts devices follows by itself, through triggers.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.claim.ClaimDevices} for how devices come, {@link dev.holdfast.backend.fleet.FindDevices} for how they are found.
 */
@NullMarked
package dev.holdfast.backend.fleet;

import org.jspecify.annotations.NullMarked;
