/** Claiming and unclaiming devices, and the devices that left a catalog. */
@NullMarked
package dev.holdfast.contract.operator.claim;

import org.jspecify.annotations.NullMarked;
