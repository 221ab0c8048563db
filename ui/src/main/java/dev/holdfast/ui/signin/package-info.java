/**
 * Sign-in and sign-out with OpenID Connect, security headers and compression. Every path requires sign-in, except static files, health
 * checks, the page {@code SignedOut} and the address for logout tokens ({@code application.properties}). The operator API checks
 * permissions, not the console. Start with {@link dev.holdfast.ui.signin.PageAwareSignIn}.
 */
@NullMarked
package dev.holdfast.ui.signin;

import org.jspecify.annotations.NullMarked;
