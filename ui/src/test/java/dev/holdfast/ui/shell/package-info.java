/** Tests of the components that all pages share: dialogs, lists and the user menu. */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
