/** Silicon manufacturers, their keys, endorsement lists and revocations. */
@NullMarked
package dev.holdfast.contract.operator.manufacturer;

import org.jspecify.annotations.NullMarked;
