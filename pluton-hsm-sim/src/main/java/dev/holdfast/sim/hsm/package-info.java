/**
 * Pluton, the chip's root of trust. It makes its own keys and never exports them: callers get public keys, signatures
 * and evidence. Measurement registers can only be extended until the next reset. Fuses can only be burnt, and a power
 * cut at any write leaves a valid chip.
 *
 * <p>The simulation does not protect against the host: anyone who can read a chip's directory or dump the heap owns the
 * chip, as with an opened die. Therefore only their owner can read the files, and the JVM closes private keys to
 * reflection.
 *
 * <p>The operations are those of the public Linux interface to Pluton ({@code /dev/pluton}, ioctl magic {@code p}):
 * {@link dev.holdfast.sim.hsm.PlutonDevice}. {@link dev.holdfast.sim.hsm.Pluton} is the chip as its boot chain sees it;
 * start reading there. TLS stacks use the keys through {@link dev.holdfast.sim.hsm.PlutonProvider}.
 */
@NullMarked
package dev.holdfast.sim.hsm;

import org.jspecify.annotations.NullMarked;
