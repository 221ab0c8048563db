/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.backend.capability;

import org.jspecify.annotations.NullMarked;
