/**
 * Readers of {@link dev.holdfast.backend.platform.outbox}: {@link dev.holdfast.backend.platform.feed.ChangeFeed} invalidates gateway caches,
 * {@link dev.holdfast.backend.platform.feed.ForgetEvents} deletes old events.
 */
@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
