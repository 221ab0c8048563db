/**
 * Tokens for scripts and services: made, listed and revoked here; {@code tenancy} recognises them. Only a hash is kept, and no
 * token manages members, makes tokens or approves anything.
 *
 * <p>Start reading at {@link dev.holdfast.backend.tenancy.token.CreateToken}.
 */
@NullMarked
package dev.holdfast.backend.tenancy.token;

import org.jspecify.annotations.NullMarked;
