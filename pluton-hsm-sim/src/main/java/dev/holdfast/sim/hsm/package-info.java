/**
 * Pluton, the chip's root of trust. It makes its own keys and no member of this package hands one out: callers get
 * public keys, signatures and evidence. Measurement registers only extend until the next reset; fuses only burn.
 *
 * <p>A simulation ends at the file system: whoever may read a chip's directory owns that chip, as whoever opens the
 * silicon would. The directory is therefore readable by its owner only.
 *
 * <p>The operations are those of the public Linux interface to Pluton ({@code /dev/pluton}, ioctl magic {@code p}).
 * Start reading at {@link dev.holdfast.sim.hsm.Pluton}.
 */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
