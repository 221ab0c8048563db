@NullMarked
package dev.holdfast.backend.update.feed;

import org.jspecify.annotations.NullMarked;
