/**
 * Where one arrives: which catalog, what needs somebody, and the first steps of an empty one. Start with
 * {@link dev.holdfast.ui.overview.OverviewView}.
 */
@NullMarked
package dev.holdfast.ui.overview;

import org.jspecify.annotations.NullMarked;
