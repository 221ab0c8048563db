/** Tests of manifest sets and targets. */
@NullMarked
package dev.holdfast.backend.update.manifest;

import org.jspecify.annotations.NullMarked;
