/** Tests of the boot manifest and the boot loader. */
@NullMarked
package dev.holdfast.sim.mt3620.boot;

import org.jspecify.annotations.NullMarked;
