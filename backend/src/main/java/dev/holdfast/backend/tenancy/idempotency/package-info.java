/**
 * Requests that are sent again are not done again: {@code Idempotency-Key} on every POST (draft-ietf-httpapi-idempotency-key-header, ADR
 * 0026). Begin with {@link dev.holdfast.backend.tenancy.idempotency.IdempotencyFilter}.
 *
 * <p>Guarantees: of requests with the same key of the same caller in the same catalog one is done; who sends it again with the same body
 * gets the same answer for a day, with another body a refusal. No secret is kept, and of one caller's answers no more than
 * some 70 MB in a catalog: what is not kept is a conflict that says that it was done.
 */
@NullMarked
package dev.holdfast.backend.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
