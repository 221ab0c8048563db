/**
 * The authorities that sign a catalog's device certificates, and their rotation. Start with {@link
 * dev.holdfast.ui.certificate.RotationCalendar}.
 */
@NullMarked
package dev.holdfast.ui.certificate;

import org.jspecify.annotations.NullMarked;
