/** Tests of approval rules and requests. */
@NullMarked
package dev.holdfast.backend.approval;

import org.jspecify.annotations.NullMarked;
