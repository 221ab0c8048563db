/**
 * The whole product, used as people and devices use it: real PostgreSQL, Keycloak, backend, gateway, console, fleet and browser. Start
 * reading at {@link dev.holdfast.standalone.e2e.Stack}. Tests end in {@code IT} and run in the phase {@code verify}.
 */
@NullMarked
package dev.holdfast.standalone.e2e;

import org.jspecify.annotations.NullMarked;
