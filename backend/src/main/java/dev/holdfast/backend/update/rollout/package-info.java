/**
 * Phased rollouts: the states, the halt rules, and the decision about the next step, as pure code without clock or database. The counters
 * come from the caller, which also performs the steps. Until rollouts are stored, only tests call this code.
 *
 * <p>A device counts as attested only after it attested the images of the next deployment. So a device or gateway can forge failures, but
 * never a success.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.rollout.RolloutPlanner}.
 */
@NullMarked
package dev.holdfast.backend.update.rollout;

import org.jspecify.annotations.NullMarked;
