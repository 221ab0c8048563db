/** Events, committed together with their change. {@link dev.holdfast.backend.platform.outbox.Outbox} appends; {@code platform.feed} reads. */
@NullMarked
package dev.holdfast.backend.platform.outbox;

import org.jspecify.annotations.NullMarked;
