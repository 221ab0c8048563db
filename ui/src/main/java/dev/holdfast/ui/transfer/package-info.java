/** Transfers between catalogs, unclaiming, and devices that left. Start with {@link dev.holdfast.ui.transfer.TransfersView}. */
@NullMarked
package dev.holdfast.ui.transfer;

import org.jspecify.annotations.NullMarked;
