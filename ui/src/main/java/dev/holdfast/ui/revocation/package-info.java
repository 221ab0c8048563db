/**
 * Blocks devices and revokes their certificates. Each action shows its impact first and requires a reason. Start with
 * {@link dev.holdfast.ui.revocation.BlockActions}.
 */
@NullMarked
package dev.holdfast.ui.revocation;

import org.jspecify.annotations.NullMarked;
