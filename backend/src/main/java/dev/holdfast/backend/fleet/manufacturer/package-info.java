/**
 * Silicon manufacturers and their endorsement lists. Only the machine's administrator can add a manufacturer's key. A list is imported as a
 * whole or not at all. Revoking a manufacturer or a chip applies at once and in all catalogs.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.manufacturer.ImportEndorsements}, then
 * {@link dev.holdfast.backend.fleet.manufacturer.RevokeEndorsements}.
 */
@NullMarked
package dev.holdfast.backend.fleet.manufacturer;

import org.jspecify.annotations.NullMarked;
