/**
 * The authorities that sign a catalog's device certificates: chain, rotation schedule, files for relying parties, certificate lifetime.
 * Start with {@link dev.holdfast.ui.certificate.RotationCalendar}.
 */
@NullMarked
package dev.holdfast.ui.certificate;

import org.jspecify.annotations.NullMarked;
