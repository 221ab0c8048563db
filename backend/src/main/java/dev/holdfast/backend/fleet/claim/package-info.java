/**
 * Claiming: how an endorsed chip becomes a device of one catalog. Whoever claims has the manufacturer's word that the chip is
 * for the catalog, or proves to have it at hand; of two who claim at once exactly one gets it.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.claim.ClaimDevices}.
 */
@NullMarked
package dev.holdfast.backend.fleet.claim;

import org.jspecify.annotations.NullMarked;
