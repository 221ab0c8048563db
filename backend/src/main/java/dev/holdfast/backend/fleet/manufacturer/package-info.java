/**
 * Silicon manufacturers and their word on chips. A manufacturer's keys are files that only who has the machine can put; what their
 * lists say is taken whole or not at all; and a manufacturer or a chip can be believed no longer, at once, everywhere.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.manufacturer.ImportEndorsements}, then
 * {@link dev.holdfast.backend.fleet.manufacturer.RevokeEndorsements}.
 */
@NullMarked
package dev.holdfast.backend.fleet.manufacturer;

import org.jspecify.annotations.NullMarked;
