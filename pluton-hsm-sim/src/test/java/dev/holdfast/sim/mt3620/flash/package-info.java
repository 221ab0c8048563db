/** The medium: what NOR promises, and a file that gives it back. */
@NullMarked
package dev.holdfast.sim.mt3620.flash;

import org.jspecify.annotations.NullMarked;
