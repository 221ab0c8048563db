/**
 * What reads the events of {@link dev.holdfast.backend.platform.outbox}: {@link dev.holdfast.backend.platform.feed.ChangeFeed} tells the
 * gateways what to drop from their caches; {@link dev.holdfast.backend.platform.feed.ForgetEvents} removes old ones.
 */
@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
