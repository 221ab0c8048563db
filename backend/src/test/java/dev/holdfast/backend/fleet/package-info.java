/** Tests of products, groups and devices: claims, moves, transfers and trust. */
@NullMarked
package dev.holdfast.backend.fleet;

import org.jspecify.annotations.NullMarked;
