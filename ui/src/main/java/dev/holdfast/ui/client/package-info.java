/**
 * Clients of the operator API. Every call has the signed-in person's token, and every error is an exception with a problem document. Start
 * with {@link dev.holdfast.ui.client.SignedIn}.
 */
@NullMarked
package dev.holdfast.ui.client;

import org.jspecify.annotations.NullMarked;
