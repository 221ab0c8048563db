/** Tests of phased rollouts, without a database. */
@NullMarked
package dev.holdfast.backend.update.rollout;

import org.jspecify.annotations.NullMarked;
