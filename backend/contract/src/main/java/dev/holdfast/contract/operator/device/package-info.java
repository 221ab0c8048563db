/** Devices as operators see them: what is trusted, healthy and up to date, and what devices reported. */
@NullMarked
package dev.holdfast.contract.operator.device;

import org.jspecify.annotations.NullMarked;
