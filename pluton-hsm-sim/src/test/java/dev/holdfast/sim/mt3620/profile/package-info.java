/** Chips as data. */
@NullMarked
package dev.holdfast.sim.mt3620.profile;

import org.jspecify.annotations.NullMarked;
