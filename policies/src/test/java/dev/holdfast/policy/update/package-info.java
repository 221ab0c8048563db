/** Tests of schedules. */
@NullMarked
package dev.holdfast.policy.update;

import org.jspecify.annotations.NullMarked;
