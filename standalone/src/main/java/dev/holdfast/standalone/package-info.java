/**
 * Holdfast on one machine: PostgreSQL, Keycloak, backend, device-gateway, ui and a simulated fleet under one supervisor.
 *
 * <p>Start reading at {@link dev.holdfast.standalone.stack.StartUp}: it is {@code ./holdfast up} from top to bottom.
 */
@NullMarked
package dev.holdfast.standalone;

import org.jspecify.annotations.NullMarked;
