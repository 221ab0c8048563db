/**
 * The one-machine edition: PostgreSQL, Keycloak, backend, device-gateway, ui and a simulated fleet under one supervisor.
 *
 * <p>Start reading at {@link dev.holdfast.standalone.stack.StartUp}, which is what {@code ./holdfast up} does, top to
 * bottom.
 */
@NullMarked
package dev.holdfast.standalone;

import org.jspecify.annotations.NullMarked;
