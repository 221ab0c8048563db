/**
 * Changes that do not undo one another: entity tags of what somebody read ({@link dev.holdfast.backend.platform.etag.EntityTag}), and
 * whether it is still so when they change it ({@link dev.holdfast.backend.platform.etag.IfMatch}), as RFC 9110 has it.
 */
@NullMarked
package dev.holdfast.backend.platform.etag;

import org.jspecify.annotations.NullMarked;
