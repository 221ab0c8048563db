/** Pages that publish, promote and withdraw OS releases. Start with {@link dev.holdfast.ui.feed.OsFeedsView}. */
@NullMarked
package dev.holdfast.ui.feed;

import org.jspecify.annotations.NullMarked;
