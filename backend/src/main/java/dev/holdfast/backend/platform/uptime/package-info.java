/**
 * When Holdfast itself was there. Guarantee: silence of a device while no backend ran is never held against the device.
 */
@NullMarked
package dev.holdfast.backend.platform.uptime;

import org.jspecify.annotations.NullMarked;
