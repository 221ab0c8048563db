/**
 * {@code Idempotency-Key} on every POST (draft-ietf-httpapi-idempotency-key-header, ADR 0026). Start reading at
 * {@link dev.holdfast.backend.tenancy.idempotency.IdempotencyFilter}.
 *
 * <p>Guarantees: of a caller's requests with the same key in the same catalog, only one runs. For a day, a retry with the same body gets
 * the same response, and a request with another body is refused. No secret is stored, and at most about 70 MB per caller and catalog. A
 * retry whose response is not stored fails with a conflict that says that the operation was done.
 */
@NullMarked
package dev.holdfast.backend.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
