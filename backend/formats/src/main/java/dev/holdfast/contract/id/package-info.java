/**
 * Typed identities and byte values. Each wraps its bytes or text once, checks them in its constructor, and never
 * leaks a mutable array, so that past a process boundary no bare {@code byte[]} or {@code String} names a thing.
 *
 * <p>Start reading at {@link dev.holdfast.contract.id.DeviceId}.
 */
@NullMarked
package dev.holdfast.contract.id;

import org.jspecify.annotations.NullMarked;
