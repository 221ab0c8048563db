/** The frame of every page. This package depends on no feature: their pages extend {@link dev.holdfast.ui.shell.CatalogPage}. Start there. */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
