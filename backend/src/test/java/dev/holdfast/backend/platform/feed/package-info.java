@NullMarked
package dev.holdfast.backend.platform.feed;

import org.jspecify.annotations.NullMarked;
