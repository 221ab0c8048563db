/** Silicon manufacturers, their keys and endorsement lists, and what revoking one takes from whom. */
@NullMarked
package dev.holdfast.contract.operator.manufacturer;

import org.jspecify.annotations.NullMarked;
