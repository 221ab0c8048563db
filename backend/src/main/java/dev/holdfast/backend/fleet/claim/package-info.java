/**
 * Claims: an endorsed chip becomes a device of one catalog. A claim needs an endorsement for the catalog or a proof of possession. Of two
 * concurrent claims, exactly one gets the device.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.claim.ClaimDevices}.
 */
@NullMarked
package dev.holdfast.backend.fleet.claim;

import org.jspecify.annotations.NullMarked;
