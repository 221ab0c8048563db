/** Availability of Holdfast itself. Guarantee: a device's silence while no backend ran never counts against the device. */
@NullMarked
package dev.holdfast.backend.platform.uptime;

import org.jspecify.annotations.NullMarked;
