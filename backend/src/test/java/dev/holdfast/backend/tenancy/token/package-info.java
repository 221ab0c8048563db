/** Tokens for scripts and services. */
@NullMarked
package dev.holdfast.backend.tenancy.token;

import org.jspecify.annotations.NullMarked;
