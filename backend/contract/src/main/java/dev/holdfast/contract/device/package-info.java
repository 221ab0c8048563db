/**
 * What devices, the gateway and the backend say to each other: the device protocol
 * ({@link dev.holdfast.contract.device.DeviceProtocol}) and the internal device API behind it
 * ({@link dev.holdfast.contract.device.InternalApi}).
 */
@NullMarked
package dev.holdfast.contract.device;

import org.jspecify.annotations.NullMarked;
