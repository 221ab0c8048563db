/**
 * The whole product on one machine: which services there are, how each is started, and in which order. Start reading at
 * {@link dev.holdfast.standalone.stack.StartUp}.
 */
@NullMarked
package dev.holdfast.standalone.stack;

import org.jspecify.annotations.NullMarked;
