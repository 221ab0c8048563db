/**
 * The whole product, driven as people and devices drive it: real PostgreSQL, Keycloak, backend, gateway, console, fleet
 * and browser. Start reading at {@link dev.holdfast.standalone.e2e.Stack}; tests end in {@code IT} and run in {@code
 * verify}.
 */
@NullMarked
package dev.holdfast.standalone.e2e;

import org.jspecify.annotations.NullMarked;
