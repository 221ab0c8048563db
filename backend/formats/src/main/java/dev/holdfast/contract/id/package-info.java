/**
 * Typed identifiers and byte values. Each validates its bytes or text in its constructor and is immutable. Use them
 * instead of {@code byte[]} and {@code String} for everything that was received.
 *
 * <p>Start reading at {@link dev.holdfast.contract.id.DeviceId}.
 */
@NullMarked
package dev.holdfast.contract.id;

import org.jspecify.annotations.NullMarked;
