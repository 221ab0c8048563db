/** Tests of capability files. */
@NullMarked
package dev.holdfast.backend.capability;

import org.jspecify.annotations.NullMarked;
