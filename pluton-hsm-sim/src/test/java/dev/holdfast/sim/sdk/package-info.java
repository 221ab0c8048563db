/** Tests of packing applications. */
@NullMarked
package dev.holdfast.sim.sdk;

import org.jspecify.annotations.NullMarked;
