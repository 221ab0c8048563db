/** Conditions of changes. */
@NullMarked
package dev.holdfast.backend.platform.etag;

import org.jspecify.annotations.NullMarked;
