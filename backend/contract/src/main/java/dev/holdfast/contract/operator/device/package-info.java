/** Devices of a catalog: trust, health, state of the update, and reports. */
@NullMarked
package dev.holdfast.contract.operator.device;

import org.jspecify.annotations.NullMarked;
