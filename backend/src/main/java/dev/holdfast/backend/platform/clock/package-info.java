/** The clock, which tests can replace. Backends with a wrong clock do not run. */
@NullMarked
package dev.holdfast.backend.platform.clock;

import org.jspecify.annotations.NullMarked;
