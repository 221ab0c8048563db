/**
 * The gateways of the installation, identified by their certificates. Guarantees: a revoked certificate has no access to the internal
 * device API, including connections that are already open. The backend that revokes it enforces this before it responds, other backends
 * within two seconds.
 *
 * <p>Start reading at {@link dev.holdfast.backend.gateway.RevokeGateway}.
 */
@NullMarked
package dev.holdfast.backend.gateway;

import org.jspecify.annotations.NullMarked;
