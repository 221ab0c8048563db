/** Requests that are sent again. */
@NullMarked
package dev.holdfast.backend.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
