/** Tests of roles and permissions. */
@NullMarked
package dev.holdfast.backend.tenancy.authority;

import org.jspecify.annotations.NullMarked;
