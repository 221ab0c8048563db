/**
 * Catalogs, and who may do what in them. Authority comes from roles that were assigned here and from the access token's
 * {@code groups} claim, and is checked in one place, {@link dev.holdfast.backend.tenancy.AccessFilter}, before a resource method runs: an operation
 * without an annotation that says who may call it is open to nobody, and a catalog in which the caller has no role
 * does not exist.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.AccessFilter}.
 */
@NullMarked
package dev.holdfast.backend.tenancy;

import org.jspecify.annotations.NullMarked;
