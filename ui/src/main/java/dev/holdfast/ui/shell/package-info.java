/**
 * The frame of every page: navigation, bar, breadcrumb, color scheme, failures. This package depends on no feature: the pages of features
 * extend {@link dev.holdfast.ui.shell.CatalogPage}. Start there.
 */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
