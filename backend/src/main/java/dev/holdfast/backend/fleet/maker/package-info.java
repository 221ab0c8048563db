/**
 * Silicon makers and their word on chips. A maker's keys are files that only who has the machine can put; what their
 * lists say is taken whole or not at all; and a maker or a chip can be believed no longer, at once, everywhere.
 *
 * <p>Start reading at {@link dev.holdfast.backend.fleet.maker.ImportEndorsements}, then
 * {@link dev.holdfast.backend.fleet.maker.RevokeEndorsements}.
 */
@NullMarked
package dev.holdfast.backend.fleet.maker;

import org.jspecify.annotations.NullMarked;
