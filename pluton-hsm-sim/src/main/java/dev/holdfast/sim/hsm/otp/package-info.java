/**
 * The permanent cells of a chip: fuses that change only from 0 to 1, and a boot counter in two slots. The power may
 * fail before, during or after any write. A later read gives the old or the new value. The layout is in {@code
 * pluton-hsm-sim/docs/pluton.md}.
 *
 * <p>Start reading at {@link dev.holdfast.sim.hsm.otp.Silicon}.
 */
@NullMarked
package dev.holdfast.sim.hsm.otp;

import org.jspecify.annotations.NullMarked;
