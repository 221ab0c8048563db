/**
 * API tokens for scripts and services. Only a hash is stored. Tokens cannot manage members, create tokens or approve.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.token.CreateToken}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.token;

import org.jspecify.annotations.NullMarked;
