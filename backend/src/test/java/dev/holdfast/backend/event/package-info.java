/** Tests of the stream of events. */
@NullMarked
package dev.holdfast.backend.event;

import org.jspecify.annotations.NullMarked;
