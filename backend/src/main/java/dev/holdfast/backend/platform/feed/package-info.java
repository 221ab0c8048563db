/**
 * Readers of {@link dev.holdfast.backend.platform.outbox}: {@link dev.holdfast.backend.platform.feed.ChangeFeed} invalidates gateway caches,
 * and {@link dev.holdfast.backend.platform.feed.EventConsumer} passes each event to a feature exactly once.
 */
@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
