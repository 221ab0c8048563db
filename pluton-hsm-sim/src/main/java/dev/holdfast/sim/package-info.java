/** The simulator's command line: {@link dev.holdfast.sim.Sim}. */
@NullMarked
package dev.holdfast.sim;

import org.jspecify.annotations.NullMarked;
