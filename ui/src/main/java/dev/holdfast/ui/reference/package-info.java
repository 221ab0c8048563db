/**
 * Reference values: what good software measures as, where that knowledge came from, and whether it still counts. Start
 * with {@link dev.holdfast.ui.reference.ReferenceValuesView}.
 */
@NullMarked
package dev.holdfast.ui.reference;

import org.jspecify.annotations.NullMarked;
