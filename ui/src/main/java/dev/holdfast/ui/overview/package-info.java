/** The start page, the overview of a catalog and the first steps. Start with {@link dev.holdfast.ui.overview.OverviewView}. */
@NullMarked
package dev.holdfast.ui.overview;

import org.jspecify.annotations.NullMarked;
