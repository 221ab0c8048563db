/** Tests of guardian modules. */
@NullMarked
package dev.holdfast.sim.mt3620.guardian;

import org.jspecify.annotations.NullMarked;
