/**
 * Anomalies: what does not fit together in what devices attested. Clones and liars show here, in plain words. Start with
 * {@link dev.holdfast.ui.anomaly.AnomalyCard.AnomalyWords}.
 */
@NullMarked
package dev.holdfast.ui.anomaly;

import org.jspecify.annotations.NullMarked;
