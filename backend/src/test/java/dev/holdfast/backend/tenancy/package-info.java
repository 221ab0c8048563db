/** Tests of catalogs, sign-in and permissions. */
@NullMarked
package dev.holdfast.backend.tenancy;

import org.jspecify.annotations.NullMarked;
