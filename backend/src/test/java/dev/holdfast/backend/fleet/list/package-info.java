/** Tests of device lists. */
@NullMarked
package dev.holdfast.backend.fleet.list;

import org.jspecify.annotations.NullMarked;
