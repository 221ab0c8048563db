/**
 * Shutting devices out and ending their certificates: what that would take is shown before it is done, and nothing is done without a
 * reason. Start reading at {@link dev.holdfast.ui.revocation.BlockActs}.
 */
@NullMarked
package dev.holdfast.ui.revocation;

import org.jspecify.annotations.NullMarked;
