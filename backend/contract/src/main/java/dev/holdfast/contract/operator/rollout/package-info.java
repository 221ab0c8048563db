/** Rollouts of images to the devices of a group in phases, and their progress. */
@NullMarked
package dev.holdfast.contract.operator.rollout;

import org.jspecify.annotations.NullMarked;
