/** Acts on very many devices at once, as jobs: begun by a request, done in the background. */
@NullMarked
package dev.holdfast.contract.operator.job;

import org.jspecify.annotations.NullMarked;
