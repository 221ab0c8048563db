/**
 * End-to-end tests: they use the whole product as people and devices do, with real PostgreSQL, Keycloak, services, simulated fleet and
 * browser. Start reading at {@link dev.holdfast.standalone.e2e.Stack}. Tests end in {@code IT} and run in the phase {@code verify}.
 */
@NullMarked
package dev.holdfast.standalone.e2e;

import org.jspecify.annotations.NullMarked;
