/** A nearly full disk. */
@NullMarked
package dev.holdfast.backend.platform.disk;

import org.jspecify.annotations.NullMarked;
