/**
 * Chips as data: a part's memory, flash layout, boot order and limits are a YAML file in the resource folder {@code
 * chips}, or a file of one's own.
 *
 * <p>Start reading at {@link dev.holdfast.sim.mt3620.profile.ChipProfile}.
 */
@NullMarked
package dev.holdfast.sim.mt3620.profile;

import org.jspecify.annotations.NullMarked;
