/** The commands of {@code ./holdfast}, one class each. Start reading at {@link dev.holdfast.standalone.Holdfast}. */
@NullMarked
package dev.holdfast.standalone.command;

import org.jspecify.annotations.NullMarked;
