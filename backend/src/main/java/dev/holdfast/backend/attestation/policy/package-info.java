/**
 * The attestation policies of catalogs, products and groups: which version decides where, and how another one comes to.
 *
 * <p>Guarantees: a saved version's text never changes, so what was compiled from it never goes stale; which version decides
 * for a device is read with the device itself, so that one attestation is decided by one version and an activation holds
 * from the next attestation on, on every backend; nothing is activated without the report of a replay that still says
 * something about what is decided now, except the way back to what was active before.
 *
 * <p>Start reading at {@link dev.holdfast.backend.attestation.policy.ActivatePolicy}.
 */
@NullMarked
package dev.holdfast.backend.attestation.policy;

import org.jspecify.annotations.NullMarked;
