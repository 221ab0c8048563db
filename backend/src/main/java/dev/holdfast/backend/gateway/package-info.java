/**
 * The gateways of the installation, identified by their certificates. Guarantees: a revoked certificate has no access to the internal
 * device API, including connections that are already open. This backend enforces it before it answers the request, the others within
 * two seconds.
 *
 * <p>Start reading at {@link dev.holdfast.backend.gateway.RevokeGateway}.
 */
@NullMarked
package dev.holdfast.backend.gateway;

import org.jspecify.annotations.NullMarked;
