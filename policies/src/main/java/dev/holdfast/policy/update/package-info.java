/**
 * When and how devices install updates, from the fields {@code schedule} and {@code delivery} of a policy of kind {@code update}. {@link
 * dev.holdfast.policy.update.Schedules} computes the times of a period in UTC, {@link dev.holdfast.policy.update.PollFacts} decides on a
 * poll. Pure: without a clock.
 */
@NullMarked
package dev.holdfast.policy.update;

import org.jspecify.annotations.NullMarked;
