/**
 * Phased rollouts. {@link dev.holdfast.backend.update.rollout.RolloutState}, {@link dev.holdfast.backend.update.rollout.HaltRule} and {@link
 * dev.holdfast.backend.update.rollout.RolloutPlanner} are pure code without clock or database. Commands take the steps of people, and
 * {@link dev.holdfast.backend.update.rollout.AdvanceRollouts} all others. Starting a rollout, and opening a phase, writes a few rows,
 * whatever the size of the group.
 *
 * <p>Guarantees: a device counts as attested only after it attested the images of the next deployment. So a device or gateway can forge
 * failures, but never a success. Signed sets name the open devices, so a gateway cannot offer the images to others.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.rollout.RolloutPlanner}.
 */
@NullMarked
package dev.holdfast.backend.update.rollout;

import org.jspecify.annotations.NullMarked;
