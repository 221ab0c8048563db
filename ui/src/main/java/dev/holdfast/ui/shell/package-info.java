/**
 * What surrounds every page: navigation, bar, breadcrumb, color scheme, and what is shown when something fails. It
 * knows no feature; features extend {@link dev.holdfast.ui.shell.CatalogPage}, where reading should start.
 */
@NullMarked
package dev.holdfast.ui.shell;

import org.jspecify.annotations.NullMarked;
