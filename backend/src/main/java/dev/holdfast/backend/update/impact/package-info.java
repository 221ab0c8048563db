/**
 * Effect of a change on the software of devices before the change is made: other settings of a device group, a move to another group, a rollout,
 * or an update policy. The targets before and after follow the same rules as the manifest sets.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.impact.PreviewTargets}.
 */
@NullMarked
package dev.holdfast.backend.update.impact;

import org.jspecify.annotations.NullMarked;
