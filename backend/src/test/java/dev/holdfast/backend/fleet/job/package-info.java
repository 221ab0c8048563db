/** Acts on many devices, as jobs. */
@NullMarked
package dev.holdfast.backend.fleet.job;

import org.jspecify.annotations.NullMarked;
