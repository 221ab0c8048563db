/** The clock, which tests can replace. */
@NullMarked
package dev.holdfast.backend.platform.clock;

import org.jspecify.annotations.NullMarked;
