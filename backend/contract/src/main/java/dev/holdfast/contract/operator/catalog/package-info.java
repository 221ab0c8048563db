/** Catalogs (tenants) and their overview. */
@NullMarked
package dev.holdfast.contract.operator.catalog;

import org.jspecify.annotations.NullMarked;
