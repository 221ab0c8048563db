/** The packaged console in a real browser. */
@NullMarked
package dev.holdfast.ui.browser;

import org.jspecify.annotations.NullMarked;
