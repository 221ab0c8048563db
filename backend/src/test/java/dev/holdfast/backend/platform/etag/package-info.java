/** Tests of conditional requests. */
@NullMarked
package dev.holdfast.backend.platform.etag;

import org.jspecify.annotations.NullMarked;
