/** Tests of {@code update} on a real installation. */
@NullMarked
package dev.holdfast.backend.update;

import org.jspecify.annotations.NullMarked;
