/** What does not fit together in what devices attest. */
@NullMarked
package dev.holdfast.contract.operator.suspicion;

import org.jspecify.annotations.NullMarked;
