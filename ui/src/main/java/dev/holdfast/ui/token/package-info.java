/** Tokens for scripts and services. Start with {@link dev.holdfast.ui.token.TokensView}. */
@NullMarked
package dev.holdfast.ui.token;

import org.jspecify.annotations.NullMarked;
