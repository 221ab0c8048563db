/**
 * EST, Enrollment over Secure Transport (RFC 7030, 8951). Guarantees: the same gate, limits and refusals as for the
 * device protocol, on the device listener and on a second listener that also accepts TLS 1.2 and serves only EST. The
 * backend validates the certificate requests.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.est.EstRoutes}.
 */
@NullMarked
package dev.holdfast.gateway.est;

import org.jspecify.annotations.NullMarked;
