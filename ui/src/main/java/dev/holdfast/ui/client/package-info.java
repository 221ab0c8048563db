/** Clients of the operator API. Calls send the person's token; errors are exceptions. Start with {@link dev.holdfast.ui.client.SignedIn}. */
@NullMarked
package dev.holdfast.ui.client;

import org.jspecify.annotations.NullMarked;
