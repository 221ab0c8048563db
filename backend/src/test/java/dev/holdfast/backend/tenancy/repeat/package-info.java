/** Requests that are sent again. */
@NullMarked
package dev.holdfast.backend.tenancy.repeat;

import org.jspecify.annotations.NullMarked;
