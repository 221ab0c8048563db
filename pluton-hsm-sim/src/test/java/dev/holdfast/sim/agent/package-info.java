/** Tests of a device's software, against a small gateway over TLS. */
@NullMarked
package dev.holdfast.sim.agent;

import org.jspecify.annotations.NullMarked;
