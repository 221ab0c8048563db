/**
 * Who may do what where, decided in plain Java: {@link dev.holdfast.backend.tenancy.authority.Authority} from the grants of
 * one caller and the one table in {@link dev.holdfast.contract.operator.identity.Role}. What no grant allows is denied.
 */
@NullMarked
package dev.holdfast.backend.tenancy.authority;

import org.jspecify.annotations.NullMarked;
