/** A fleet that does not exist, and an operator API that serves it, for tests of pages. */
@NullMarked
package dev.holdfast.ui.fake;

import org.jspecify.annotations.NullMarked;
