/** Claiming devices into a catalog, letting them go, and the devices that have left. */
@NullMarked
package dev.holdfast.contract.operator.claim;

import org.jspecify.annotations.NullMarked;
