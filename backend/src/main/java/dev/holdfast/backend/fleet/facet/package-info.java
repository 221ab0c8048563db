/**
 * Device counts by facet. Start reading at {@link dev.holdfast.backend.fleet.facet.ListFacets}.
 *
 * <p>Health, product, group, update state and application come from counters and are current. The other facets are queried on demand and
 * cached, so that devices pay nothing for them (ADR 0025). They are missing if counting takes too long.
 */
@NullMarked
package dev.holdfast.backend.fleet.facet;

import org.jspecify.annotations.NullMarked;
