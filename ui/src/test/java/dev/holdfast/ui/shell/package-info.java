/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
