/** What does not fit together in what devices attest. */
@NullMarked
package dev.holdfast.contract.operator.anomaly;

import org.jspecify.annotations.NullMarked;
