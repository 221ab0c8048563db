/**
 * Components that pages share: badges, times, digests, bars, empty states. Pages pass in the data: no component calls the operator API.
 * Start with {@link dev.holdfast.ui.component.StatusBadge} and {@link dev.holdfast.ui.component.Tone}, which define how states look.
 */
@NullMarked
package dev.holdfast.ui.component;

import org.jspecify.annotations.NullMarked;
