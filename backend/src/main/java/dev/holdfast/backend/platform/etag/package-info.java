/**
 * Headers of resources: their address ({@link dev.holdfast.backend.platform.etag.ResourceHeaders}), and optimistic concurrency (RFC 9110) by entity tags ({@link dev.holdfast.backend.platform.etag.EntityTag}) and their check on changes
 * ({@link dev.holdfast.backend.platform.etag.IfMatch}).
 */
@NullMarked
package dev.holdfast.backend.platform.etag;

import org.jspecify.annotations.NullMarked;
