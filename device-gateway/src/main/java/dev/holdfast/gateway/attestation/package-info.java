/**
 * Challenge and evidence on their way to the backend. Guarantees: the gateway adds who the handshake proved and changes
 * nothing else; it judges no evidence. Chips that nobody endorses are remembered for a while and cost the backend
 * nothing meanwhile.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.attestation.AttestationRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.attestation;

import org.jspecify.annotations.NullMarked;
