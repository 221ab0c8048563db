/** The authorities of a catalog: chain, rotation, files, lifetime. Start with {@link dev.holdfast.ui.certificate.RotationCalendar}. */
@NullMarked
package dev.holdfast.ui.certificate;

import org.jspecify.annotations.NullMarked;
