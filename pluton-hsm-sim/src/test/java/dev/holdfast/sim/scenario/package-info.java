/** What scenarios promise: clear complaints, and the same fleet for the same seed. */
@NullMarked
package dev.holdfast.sim.scenario;

import org.jspecify.annotations.NullMarked;
