/**
 * Typed identifiers and byte values. Each is immutable and checks its length or text form when it is created. Whether a key is a point on
 * the curve is checked at its use. Use these types instead of {@code byte[]} and {@code String} for everything that was received.
 *
 * <p>Start reading at {@link dev.holdfast.contract.id.DeviceId}.
 */
@NullMarked
package dev.holdfast.contract.id;

import org.jspecify.annotations.NullMarked;
