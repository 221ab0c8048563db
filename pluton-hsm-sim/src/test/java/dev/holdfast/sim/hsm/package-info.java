/** Tests of Pluton: keys stay inside, registers only extend, evidence is valid. */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
