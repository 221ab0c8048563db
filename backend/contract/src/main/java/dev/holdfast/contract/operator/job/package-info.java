/** Operations on many devices as background jobs. */
@NullMarked
package dev.holdfast.contract.operator.job;

import org.jspecify.annotations.NullMarked;
