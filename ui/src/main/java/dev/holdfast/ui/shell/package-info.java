/** The frame of every page, which depends on no feature: pages of features extend {@link dev.holdfast.ui.shell.CatalogPage}. Start there. */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
