/**
 * Optimistic concurrency (RFC 9110): responses with entity tags ({@link dev.holdfast.backend.platform.etag.EntityTag}), and their check on
 * changes ({@link dev.holdfast.backend.platform.etag.IfMatch}).
 */
@NullMarked
package dev.holdfast.backend.platform.etag;

import org.jspecify.annotations.NullMarked;
