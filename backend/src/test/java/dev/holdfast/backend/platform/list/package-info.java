/** Lists, page by page. */
@NullMarked
package dev.holdfast.backend.platform.list;

import org.jspecify.annotations.NullMarked;
