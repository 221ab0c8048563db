/**
 * Device counts by facet. Start reading at {@link dev.holdfast.backend.fleet.facet.ListFacets}.
 *
 * <p>Health, product, group, update state and application come from the fleet counters and are current. The other facets are queried on
 * demand and cached, so that they add no cost to attestations (ADR 0025). They are missing if the query takes too long.
 */
@NullMarked
package dev.holdfast.backend.fleet.facet;

import org.jspecify.annotations.NullMarked;
