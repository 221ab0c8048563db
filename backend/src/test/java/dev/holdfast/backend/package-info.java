/** Tests of the backend as a whole. */
@NullMarked
package dev.holdfast.backend;

import org.jspecify.annotations.NullMarked;
