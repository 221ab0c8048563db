/**
 * The installation's OS feeds. A release reaches devices of every catalog through the feed of their group. It starts in {@code RetailEval},
 * from where it is promoted to {@code Retail} manually or after 14 days, or it starts in both feeds.
 *
 * <p>Guarantees: a release has only images that one trusted silicon manufacturer signed, and is released as a whole or
 * not at all. A release for a part (SKU) is newer than all earlier ones for the part. A new keystore comes with the
 * manifest that binds it. A withdrawn release is not offered, and nothing older replaces it.
 *
 * <p>{@link dev.holdfast.backend.update.feed.ReleaseRules} is pure. Start reading at
 * {@link dev.holdfast.backend.update.feed.ReleaseOperatingSystem}.
 */
@NullMarked
package dev.holdfast.backend.update.feed;

import org.jspecify.annotations.NullMarked;
