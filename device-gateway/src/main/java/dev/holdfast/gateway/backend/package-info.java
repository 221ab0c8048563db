/**
 * The gateway's side of the internal device API. Guarantees: every call runs over mutual TLS with the backend's name
 * checked, ends within its time limit, never blocks a thread, and fails with a {@link
 * dev.holdfast.gateway.backend.BackendFailure} that says what the caller may tell a device.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.backend.BackendClient}.
 */
@NullMarked
package dev.holdfast.gateway.backend;

import org.jspecify.annotations.NullMarked;
