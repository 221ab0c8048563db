/**
 * How devices leave a catalog and come from another one: unclaiming, transfers, and the devices that left. Start with
 * {@link dev.holdfast.ui.transfer.TransfersView}.
 */
@NullMarked
package dev.holdfast.ui.transfer;

import org.jspecify.annotations.NullMarked;
