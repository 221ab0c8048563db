/** Tests of API tokens. */
@NullMarked
package dev.holdfast.backend.tenancy.token;

import org.jspecify.annotations.NullMarked;
