/** Tests of {@code audit} on a real installation. */
@NullMarked
package dev.holdfast.backend.audit;

import org.jspecify.annotations.NullMarked;
