/**
 * The authorities that sign a catalog's device certificates: the chain, when the next one comes, what relying parties get of it,
 * and how long certificates live. Start reading at {@link dev.holdfast.ui.certificate.RotationCalendar}.
 */
@NullMarked
package dev.holdfast.ui.certificate;

import org.jspecify.annotations.NullMarked;
