/**
 * From a silicon manufacturer's key to claimed devices: manufacturers, endorsement lists, claims. Start with
 * {@link dev.holdfast.ui.claim.AddDevicesView}.
 */
@NullMarked
package dev.holdfast.ui.claim;

import org.jspecify.annotations.NullMarked;
