/**
 * Signing in and out through OpenID Connect, and the headers that keep the browser's side of it narrow. Every path but
 * static files is behind sign-in ({@code application.properties}); what somebody may do is decided by the operator API,
 * never here. Start with {@link dev.holdfast.ui.signin.PageAwareSignIn}.
 */
@NullMarked
package dev.holdfast.ui.signin;

import org.jspecify.annotations.NullMarked;
