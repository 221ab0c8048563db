/** Tests of releases in OS feeds. */
@NullMarked
package dev.holdfast.backend.update.feed;

import org.jspecify.annotations.NullMarked;
