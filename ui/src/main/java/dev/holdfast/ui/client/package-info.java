/**
 * The way to the operator API: the signed-in person's own token on every call, and every failure as one exception that
 * carries a problem document. Start with {@link dev.holdfast.ui.client.SignedIn}.
 */
@NullMarked
package dev.holdfast.ui.client;

import org.jspecify.annotations.NullMarked;
