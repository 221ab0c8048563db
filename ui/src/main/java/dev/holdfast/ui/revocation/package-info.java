/** Blocks devices and revokes their certificates, after a preview of the impact. Start with {@link dev.holdfast.ui.revocation.BlockActions}. */
@NullMarked
package dev.holdfast.ui.revocation;

import org.jspecify.annotations.NullMarked;
