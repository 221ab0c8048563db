/**
 * Chip profiles: the memory, flash layout, boot order and limits of a part, as YAML in the resource folder {@code
 * chips} or in a file.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.profile.ChipProfile}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.profile;

import org.jspecify.annotations.NullMarked;
