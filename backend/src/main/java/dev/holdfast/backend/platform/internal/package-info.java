/**
 * Listener of the internal device API: HTTPS on its own port with mutual TLS, only for clients whose certificate is named
 * {@code device-gateway}. Features add routes through {@link dev.holdfast.backend.platform.internal.InternalRoutes}; this package converts
 * their results and failures to HTTP.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.internal.InternalListener}.
 */
@NullMarked
package dev.holdfast.backend.platform.internal;

import org.jspecify.annotations.NullMarked;
