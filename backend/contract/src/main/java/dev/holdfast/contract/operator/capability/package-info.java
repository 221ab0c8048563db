/** Capability files: what opens one device, for a while. */
@NullMarked
package dev.holdfast.contract.operator.capability;

import org.jspecify.annotations.NullMarked;
