/**
 * Devices: the list with its query in the URL, and one device with the reasons behind its trust. Start with
 * {@link dev.holdfast.ui.device.MeasurementTable}, the view that answers "why is it not trusted?".
 */
@NullMarked
package dev.holdfast.ui.device;

import org.jspecify.annotations.NullMarked;
