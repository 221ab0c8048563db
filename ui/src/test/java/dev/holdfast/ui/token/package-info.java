/** The page about tokens. */
@NullMarked
package dev.holdfast.ui.token;

import org.jspecify.annotations.NullMarked;
