/** Tests of idempotency keys. */
@NullMarked
package dev.holdfast.backend.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
