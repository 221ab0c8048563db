/**
 * Tests of Pluton, the chip's security processor: private keys stay inside, measurements cannot be removed before a reset, and evidence is
 * valid.
 */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
