/** Tests of exports and of the lists that they contain. */
@NullMarked
package dev.holdfast.backend.export;

import org.jspecify.annotations.NullMarked;
