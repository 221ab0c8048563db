/**
 * Departures: devices are unclaimed, or transferred to another catalog whose owner accepts. Guarantees: both catalogs audit a transfer. The
 * anti-rollback counters of a device move along, so that the next owner detects a rollback. History stays readable in the old catalog. An
 * offer can be used once.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.transfer.AcceptTransfer}.
 */
@NullMarked
package dev.holdfast.backend.fleet.transfer;

import org.jspecify.annotations.NullMarked;
