/**
 * Keycloak, the identity provider: its distribution, built once for PostgreSQL, with a realm created from {@code
 * holdfast-realm.json} and this installation's secrets. Start reading at {@link
 * dev.holdfast.standalone.keycloak.KeycloakServer}.
 */
@NullMarked
package dev.holdfast.standalone.keycloak;

import org.jspecify.annotations.NullMarked;
