/**
 * Attestation policies of catalogs, products and groups: their versions, and which one applies.
 *
 * <p>Guarantees: a saved version never changes. The version that applies to a device is read together with the device. So one version
 * decides each attestation, and an activation takes effect on all backends at the next attestation. Activation needs the current report of
 * a replay; a rollback does not.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.policy.ActivatePolicy}.
 */
@NullMarked
package dev.holdfast.backend.attestation.policy;

import org.jspecify.annotations.NullMarked;
