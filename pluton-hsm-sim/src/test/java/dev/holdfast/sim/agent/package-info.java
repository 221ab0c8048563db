/** What a device's software promises, against a small gateway over real TLS. */
@NullMarked
package dev.holdfast.sim.agent;

import org.jspecify.annotations.NullMarked;
