/** Reference values: the accepted measurements of a catalog. Start with {@link dev.holdfast.ui.reference.ReferenceValuesView}. */
@NullMarked
package dev.holdfast.ui.reference;

import org.jspecify.annotations.NullMarked;
