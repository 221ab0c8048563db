/** Catalogs (tenants) and what their overview counts. */
@NullMarked
package dev.holdfast.contract.operator.catalog;

import org.jspecify.annotations.NullMarked;
