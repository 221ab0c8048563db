/** Tests of paged lists. */
@NullMarked
package dev.holdfast.backend.platform.list;

import org.jspecify.annotations.NullMarked;
