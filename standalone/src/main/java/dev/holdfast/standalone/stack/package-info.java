/**
 * The services of Holdfast on one machine, and the order in which they start. Start reading at
 * {@link dev.holdfast.standalone.stack.StartUp}.
 */
@NullMarked
package dev.holdfast.standalone.stack;

import org.jspecify.annotations.NullMarked;
