/** Rolls out images to the devices of a group in phases. Start with {@link dev.holdfast.ui.rollout.RolloutDetailView}. */
@NullMarked
package dev.holdfast.ui.rollout;

import org.jspecify.annotations.NullMarked;
