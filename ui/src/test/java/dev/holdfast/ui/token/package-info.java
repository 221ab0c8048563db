/** Tests of the tokens page. */
@NullMarked
package dev.holdfast.ui.token;

import org.jspecify.annotations.NullMarked;
