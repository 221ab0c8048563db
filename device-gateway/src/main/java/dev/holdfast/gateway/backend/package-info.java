/**
 * Client of the internal device API. Guarantees: calls use mutual TLS with host name verification, have a timeout,
 * never block a thread, and fail with a {@link dev.holdfast.gateway.backend.BackendFailure} that determines the
 * response to the device.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.backend.BackendClient}.
 */
@NullMarked
package dev.holdfast.gateway.backend;

import org.jspecify.annotations.NullMarked;
