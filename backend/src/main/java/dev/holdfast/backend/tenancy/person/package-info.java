/**
 * Finding and inviting the people of the identity provider, where that is Keycloak and lets this backend in. Only who may give
 * roles sees them; an account that is made here has no role yet ({@link dev.holdfast.backend.tenancy.member}).
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.person.InvitePerson}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.person;

import org.jspecify.annotations.NullMarked;
