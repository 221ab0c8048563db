/** Anomalies: contradictions in the evidence of devices. Start with {@link dev.holdfast.ui.anomaly.AnomalyCard}. */
@NullMarked
package dev.holdfast.ui.anomaly;

import org.jspecify.annotations.NullMarked;
