/**
 * Creates the parts of an installation that stay: mode, passwords, keys and certificates of the infrastructure. Files with
 * secrets have mode 0600. Start reading at {@link
 * dev.holdfast.standalone.install.Installation}.
 */
@NullMarked
package dev.holdfast.standalone.install;

import org.jspecify.annotations.NullMarked;
