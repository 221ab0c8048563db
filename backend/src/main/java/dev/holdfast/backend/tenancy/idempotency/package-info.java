/**
 * {@code Idempotency-Key} on every POST (draft-ietf-httpapi-idempotency-key-header, ADR 0026). Start reading at
 * {@link dev.holdfast.backend.tenancy.idempotency.IdempotencyFilter}.
 *
 * <p>Guarantees: requests of a caller with the same key in the same catalog run once. A retry with the same body gets the same response for
 * a day; with another body it is refused. No secret is stored, and at most about 70 MB per caller and catalog. A retry whose response is
 * not stored fails with a conflict that says that the operation was done.
 */
@NullMarked
package dev.holdfast.backend.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
