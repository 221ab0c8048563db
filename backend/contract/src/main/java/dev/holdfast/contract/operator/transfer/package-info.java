/** Transfers of devices between catalogs. */
@NullMarked
package dev.holdfast.contract.operator.transfer;

import org.jspecify.annotations.NullMarked;
