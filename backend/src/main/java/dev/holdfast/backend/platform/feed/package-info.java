/** Readers of {@link dev.holdfast.backend.platform.outbox}: {@link dev.holdfast.backend.platform.feed.ChangeFeed} invalidates gateway caches. */
@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
