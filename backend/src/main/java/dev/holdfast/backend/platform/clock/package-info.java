/** The time, so that a test can decide what it is. */
@NullMarked
package dev.holdfast.backend.platform.clock;

import org.jspecify.annotations.NullMarked;
