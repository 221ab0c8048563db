/** Tests of endorsement lists. */
@NullMarked
package dev.holdfast.backend.fleet.manufacturer;

import org.jspecify.annotations.NullMarked;
