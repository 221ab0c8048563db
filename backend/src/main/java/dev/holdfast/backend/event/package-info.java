/**
 * Events of a catalog as server-sent events. {@link dev.holdfast.backend.event.StreamEvents} sends what {@link
 * dev.holdfast.backend.platform.feed.EventFeed} reads.
 */
@NullMarked
package dev.holdfast.backend.event;

import org.jspecify.annotations.NullMarked;
