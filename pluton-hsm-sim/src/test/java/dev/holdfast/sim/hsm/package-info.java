/** What Pluton promises: keys that stay, registers that only extend, evidence that holds. */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
