/** Manufacturers, endorsement lists and claims. Start with {@link dev.holdfast.ui.claim.AddDevicesView}. */
@NullMarked
package dev.holdfast.ui.claim;

import org.jspecify.annotations.NullMarked;
