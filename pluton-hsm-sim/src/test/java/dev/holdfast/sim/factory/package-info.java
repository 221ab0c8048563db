/** Tests of the factory: reproducible releases and endorsed chips. */
@NullMarked
package dev.holdfast.sim.factory;

import org.jspecify.annotations.NullMarked;
