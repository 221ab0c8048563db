/**
 * EST (RFC 7030, 8951): the standard face of attestation's gate, for devices whose software speaks that. Guarantees: it stands behind
 * the same gate, limits and refusals as the device protocol, on the device listener and on one of its own, which takes TLS 1.2 as
 * well and serves nothing else; whether a request is well made and may be granted is the backend's to say.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.est.EstRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.est;

import org.jspecify.annotations.NullMarked;
