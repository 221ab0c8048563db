/** Tests of guardian modules, which filter the connections of the equipment that they protect. */
@NullMarked
package dev.holdfast.sim.mt3620.guardian;

import org.jspecify.annotations.NullMarked;
