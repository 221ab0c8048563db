/** The list of devices, and the page of one device with the reasons for its trust. Start with {@link dev.holdfast.ui.device.MeasurementTable}. */
@NullMarked
package dev.holdfast.ui.device;

import org.jspecify.annotations.NullMarked;
