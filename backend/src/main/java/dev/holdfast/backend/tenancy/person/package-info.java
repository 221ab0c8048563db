/**
 * Finding and inviting people of the identity provider, if the provider is Keycloak and grants access. Only callers who manage members see
 * people. An invited person has no role yet ({@link dev.holdfast.backend.tenancy.member}).
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.person.InvitePerson}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.person;

import org.jspecify.annotations.NullMarked;
