/** Rules about the module as a whole, and what its tests share. */
@NullMarked
package dev.holdfast.sim;

import org.jspecify.annotations.NullMarked;
