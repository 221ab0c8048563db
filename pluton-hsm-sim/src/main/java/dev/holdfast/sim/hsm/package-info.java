/**
 * Pluton, the chip's root of trust. It makes its own keys and no member of this package hands one out: callers get
 * public keys, signatures and evidence. Measurement registers only extend until the next reset; fuses only burn, and a
 * power cut at any write leaves a valid chip.
 *
 * <p>A simulation ends at the file system and at the JVM's own internals: whoever may read a chip's directory, or dump the
 * heap, owns that chip, as whoever opens the silicon would. The directory's files are therefore readable by their owner
 * only, and private halves are held where the JVM closes them to reflection.
 *
 * <p>The operations are those of the public Linux interface to Pluton ({@code /dev/pluton}, ioctl magic {@code p}):
 * {@link dev.holdfast.sim.hsm.PlutonDevice}. The chip as its boot chain sees it is {@link dev.holdfast.sim.hsm.Pluton};
 * start reading there. TLS stacks use the keys through {@link dev.holdfast.sim.hsm.PlutonProvider}.
 */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
