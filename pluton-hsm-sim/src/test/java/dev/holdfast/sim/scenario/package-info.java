/** Tests of scenarios: clear errors, and the same fleet for the same seed. */
@NullMarked
package dev.holdfast.sim.scenario;

import org.jspecify.annotations.NullMarked;
