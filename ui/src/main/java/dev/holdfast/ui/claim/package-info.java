/**
 * From a silicon maker's key to claimed devices: makers, endorsement lists, claims. Start with
 * {@link dev.holdfast.ui.claim.AddDevicesView}.
 */
@NullMarked
package dev.holdfast.ui.claim;

import org.jspecify.annotations.NullMarked;
