/** Alerts of a catalog. */
@NullMarked
package dev.holdfast.contract.operator.alert;

import org.jspecify.annotations.NullMarked;
