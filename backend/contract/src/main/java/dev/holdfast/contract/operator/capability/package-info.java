/** Capability files, which unlock capabilities of one device for a limited time. */
@NullMarked
package dev.holdfast.contract.operator.capability;

import org.jspecify.annotations.NullMarked;
