/**
 * Updates: the updater checks a signed manifest set, stages its images in the unused bank, and puts all of them on
 * trial with one write of the boot manifest. The order is trusted keystore, operating system, applications.
 * Applications may defer an update for some time. A developer may sideload.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.update.Updater}. {@code pluton-hsm-sim/docs/mt3620.md} explains
 * updates with a diagram.
 */
@NullMarked
package dev.holdfast.sim.mt3620.update;

import org.jspecify.annotations.NullMarked;
