/**
 * Permissions, decided in plain Java: {@link dev.holdfast.backend.tenancy.authority.Authority} combines a caller's grants with
 * the table in {@link dev.holdfast.contract.operator.identity.Role}. Without a grant, access is denied.
 */
@NullMarked
package dev.holdfast.backend.tenancy.authority;

import org.jspecify.annotations.NullMarked;
