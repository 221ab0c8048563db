/**
 * The internal device API's listener: HTTPS on its own port, mutual TLS, and only the certificate named {@code
 * device-gateway} gets in. Features contribute routes through {@link
 * dev.holdfast.backend.platform.internal.InternalRoutes}; this package turns their answers and failures into HTTP.
 *
 * <p>Start reading at {@link dev.holdfast.backend.platform.internal.InternalListener}.
 */
@NullMarked
package dev.holdfast.backend.platform.internal;

import org.jspecify.annotations.NullMarked;
