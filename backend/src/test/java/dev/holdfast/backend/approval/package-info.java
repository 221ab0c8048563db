/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.backend.approval;

import org.jspecify.annotations.NullMarked;
