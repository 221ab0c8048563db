/**
 * The simulator's command line, {@link dev.holdfast.sim.Sim}: make chips, run a fleet of them.
 */
@NullMarked
package dev.holdfast.sim;

import org.jspecify.annotations.NullMarked;
