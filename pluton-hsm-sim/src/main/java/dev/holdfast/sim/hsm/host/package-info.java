/**
 * Cryptography of the host's JDK, protected from other registered providers. See {@link
 * dev.holdfast.sim.hsm.host.JdkProvider}.
 */
@NullMarked
package dev.holdfast.sim.hsm.host;

import org.jspecify.annotations.NullMarked;
