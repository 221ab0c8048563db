/** What lists of devices promise. */
@NullMarked
package dev.holdfast.backend.fleet.list;

import org.jspecify.annotations.NullMarked;
