/**
 * What several pages are made of: badges, times, digests, bars, empty states. Everything here is given what it shows;
 * nothing here calls the operator API or knows a route. Start with {@link dev.holdfast.ui.component.StatusBadge} and
 * {@link dev.holdfast.ui.component.Tone}, which fix how a state looks everywhere.
 */
@NullMarked
package dev.holdfast.ui.component;

import org.jspecify.annotations.NullMarked;
