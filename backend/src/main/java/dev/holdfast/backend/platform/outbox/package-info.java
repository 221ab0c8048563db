/**
 * Events, committed with the change they tell of. {@link dev.holdfast.backend.platform.outbox.Outbox} appends;
 * {@link dev.holdfast.backend.platform.outbox.ChangeFeed} tells the gateways what to forget from their caches; {@link
 * dev.holdfast.backend.platform.outbox.ForgetEvents} removes old ones.
 */
@NullMarked
package dev.holdfast.backend.platform.outbox;

import org.jspecify.annotations.NullMarked;
