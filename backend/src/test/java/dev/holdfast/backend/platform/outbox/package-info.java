@NullMarked
package dev.holdfast.backend.platform.outbox;

import org.jspecify.annotations.NullMarked;
