/** Who may do what where. */
@NullMarked
package dev.holdfast.backend.tenancy.authority;

import org.jspecify.annotations.NullMarked;
