/**
 * Detects cloned and tampered devices by inconsistencies in their attestations.
 *
 * <p>Guarantees: an anomaly in an attestation is recorded only if the device's own endorsed key made the connection. Retries, changes of
 * networks and attestations within the hourly limit cause none. A repeated anomaly stays one row per device and kind.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.anomaly.BootTrace}.
 */
@NullMarked
package dev.holdfast.backend.attestation.anomaly;

import org.jspecify.annotations.NullMarked;
