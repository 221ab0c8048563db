/**
 * How devices leave a catalog: unclaimed, or offered to another catalog whose owner accepts them. Guarantees: both catalogs'
 * audit logs tell of it; a device's counters go along, so that a rollback is noticed by the next owner too; what it did stays
 * readable where it did it; and an offer serves once.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.transfer.AcceptTransfer}.
 */
@NullMarked
package dev.holdfast.backend.fleet.transfer;

import org.jspecify.annotations.NullMarked;
