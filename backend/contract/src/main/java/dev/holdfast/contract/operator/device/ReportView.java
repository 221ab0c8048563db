package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.Map;

/**
 * Report of a device.
 *
 * @param at time by the clock of the device
 * @param receivedAt time of receipt
 * @param kind kind such as {@code UPDATE_INSTALLED}
 * @param detail details by name
 */
public record ReportView(Instant at, Instant receivedAt, String kind, Map<String, String> detail) {}
