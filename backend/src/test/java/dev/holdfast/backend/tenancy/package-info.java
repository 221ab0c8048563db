/** Who may do what. */
@NullMarked
package dev.holdfast.backend.tenancy;

import org.jspecify.annotations.NullMarked;
