/** Anomalies: signs of cloned chips, replayed evidence or withheld updates. Start with {@link dev.holdfast.ui.anomaly.AnomalyCard}. */
@NullMarked
package dev.holdfast.ui.anomaly;

import org.jspecify.annotations.NullMarked;
