/** What a guardian lets through and tells. */
@NullMarked
package dev.holdfast.sim.mt3620.guardian;

import org.jspecify.annotations.NullMarked;
