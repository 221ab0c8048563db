/** A fake fleet, and a fake operator API that serves it, for tests of pages. */
@NullMarked
package dev.holdfast.ui.fake;

import org.jspecify.annotations.NullMarked;
