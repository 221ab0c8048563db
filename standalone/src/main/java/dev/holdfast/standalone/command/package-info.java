/** What {@code ./holdfast} understands, one class a command. Start reading at {@link dev.holdfast.standalone.Holdfast}. */
@NullMarked
package dev.holdfast.standalone.command;

import org.jspecify.annotations.NullMarked;
