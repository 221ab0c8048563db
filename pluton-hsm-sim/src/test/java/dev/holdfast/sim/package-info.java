/** Tests of the command line and of the module, and shared test classes. */
@NullMarked
package dev.holdfast.sim;

import org.jspecify.annotations.NullMarked;
