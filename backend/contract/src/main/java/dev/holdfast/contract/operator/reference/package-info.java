/** Reference values: the measurements that count as good. */
@NullMarked
package dev.holdfast.contract.operator.reference;

import org.jspecify.annotations.NullMarked;
