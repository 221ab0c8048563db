/** Anomalies of devices. */
@NullMarked
package dev.holdfast.contract.operator.anomaly;

import org.jspecify.annotations.NullMarked;
