/** Tests of the metrics. */
@NullMarked
package dev.holdfast.backend.metrics;

import org.jspecify.annotations.NullMarked;
