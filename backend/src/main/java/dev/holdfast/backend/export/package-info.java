/**
 * Whole lists as files: what any {@link dev.holdfast.backend.platform.list.Listing} of a catalog or of the installation has, for whoever may
 * read the list; of devices, where they may; of tokens, those that they may revoke.
 */
@NullMarked
package dev.holdfast.backend.export;

import org.jspecify.annotations.NullMarked;
