/** Tests of NOR flash and its file. */
@NullMarked
package dev.holdfast.sim.mt3620.flash;

import org.jspecify.annotations.NullMarked;
