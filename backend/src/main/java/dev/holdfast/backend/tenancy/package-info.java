/**
 * Catalogs and access to them. Permissions come from role assignments and from the access token's {@code groups} claim.
 * {@link dev.holdfast.backend.tenancy.AccessFilter} checks them before a resource method runs. A method without an access annotation
 * refuses everyone. A catalog in which the caller has no role answers 404.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.AccessFilter}.
 */
@NullMarked
package dev.holdfast.backend.tenancy;

import org.jspecify.annotations.NullMarked;
