/**
 * How many devices of a catalog there are of each kind. Begin with {@link dev.holdfast.backend.fleet.facet.ListFacets}.
 *
 * <p>Health, product, group, update and application come from counters and are as of now. The rest is counted by a query when somebody looks, and
 * kept for a while: devices pay nothing for it (ADR 0025). Where counting takes too long, that part is left out.
 */
@NullMarked
package dev.holdfast.backend.fleet.facet;

import org.jspecify.annotations.NullMarked;
