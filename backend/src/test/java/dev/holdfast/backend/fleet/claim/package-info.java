/** Tests of claim files. */
@NullMarked
package dev.holdfast.backend.fleet.claim;

import org.jspecify.annotations.NullMarked;
