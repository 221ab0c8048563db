/** Tests of {@code fleet} on a real installation. */
@NullMarked
package dev.holdfast.backend.fleet;

import org.jspecify.annotations.NullMarked;
