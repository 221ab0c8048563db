/** Tests of the effect of a change before it is made. */
@NullMarked
package dev.holdfast.backend.update.impact;

import org.jspecify.annotations.NullMarked;
