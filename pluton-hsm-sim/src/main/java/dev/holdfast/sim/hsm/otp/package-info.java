/**
 * What of a chip outlives power, laid out as in silicon: fuses that only ever go from 0 to 1, and a boot counter in two
 * cells that are written in turn. Power may fail before, within or after every single write; what is read afterwards is
 * the old value or the new one. The layout is in {@code pluton-hsm-sim/docs/pluton.md}. Start reading at
 * {@link dev.holdfast.sim.hsm.otp.Silicon}.
 */
@NullMarked
package dev.holdfast.sim.hsm.otp;

import org.jspecify.annotations.NullMarked;
