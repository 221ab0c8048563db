/**
 * Signing in and out through OpenID Connect, the headers that keep the browser's side of it narrow, and compression. Every path but
 * static files is behind sign-in ({@code application.properties}); what somebody may do is decided by the operator API,
 * never here. Start with {@link dev.holdfast.ui.signin.PageAwareSignIn}.
 */
@NullMarked
package dev.holdfast.ui.signin;

import org.jspecify.annotations.NullMarked;
