/**
 * Suspicions: what does not fit together in what devices attested. Clones and liars show here, in plain words. Start with
 * {@link dev.holdfast.ui.suspicion.SuspicionCard.SuspicionWords}.
 */
@NullMarked
package dev.holdfast.ui.suspicion;

import org.jspecify.annotations.NullMarked;
