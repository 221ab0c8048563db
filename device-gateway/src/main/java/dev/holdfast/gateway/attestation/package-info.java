/**
 * Challenges and attestations. Guarantees: the gateway adds the authenticated identity to requests and forwards
 * evidence unchanged, without judging it.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.attestation.AttestationRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.attestation;

import org.jspecify.annotations.NullMarked;
