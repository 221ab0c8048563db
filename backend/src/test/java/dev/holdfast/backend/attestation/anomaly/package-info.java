/** Tests of anomalies. */
@NullMarked
package dev.holdfast.backend.attestation.anomaly;

import org.jspecify.annotations.NullMarked;
