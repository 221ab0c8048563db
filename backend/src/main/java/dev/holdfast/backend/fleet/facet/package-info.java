/**
 * How many devices of a catalog there are of each kind. Begin with {@link dev.holdfast.backend.fleet.facet.ListFacets}.
 *
 * <p>Guarantees: an answer costs the same in a catalog of a thousand devices and of a million; what devices do pays nothing for it (ADR
 * 0031). Health, product, group and update are as of now, the rest is some seconds old and says how old.
 */
@NullMarked
package dev.holdfast.backend.fleet.facet;

import org.jspecify.annotations.NullMarked;
