/**
 * Updates: a signed manifest set is judged, its images are staged in the bank that is not in use, and one write of the boot
 * manifest puts all of them on trial at once. The trusted keystore comes first, then the operating system, then
 * applications. Applications may put an update off for a while; a developer may sideload.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.update.Updater}; the whole story with a diagram is in {@code
 * pluton-hsm-sim/docs/mt3620.md}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.update;

import org.jspecify.annotations.NullMarked;
