/** Tests of positions in the events of a catalog. */
@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
