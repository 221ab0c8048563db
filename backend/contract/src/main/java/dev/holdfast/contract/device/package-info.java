/**
 * Device protocol ({@link dev.holdfast.contract.device.DeviceProtocol}) and internal device API between gateway and
 * backend ({@link dev.holdfast.contract.device.InternalApi}).
 */
@NullMarked
package dev.holdfast.contract.device;

import org.jspecify.annotations.NullMarked;
