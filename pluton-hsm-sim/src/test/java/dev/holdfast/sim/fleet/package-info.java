/** What a fleet and its command line promise. */
@NullMarked
package dev.holdfast.sim.fleet;

import org.jspecify.annotations.NullMarked;
