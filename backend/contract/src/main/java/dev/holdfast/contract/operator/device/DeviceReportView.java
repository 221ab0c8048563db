package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Report in the list of a catalog.
 *
 * @param id GUID that the device chose
 * @param deviceId device
 * @param at time by the clock of the device
 * @param receivedAt time of receipt
 * @param kind kind such as {@code UPDATE_INSTALLED}
 * @param detail details by name
 */
public record DeviceReportView(
        UUID id, DeviceId deviceId, Instant at, Instant receivedAt, String kind, Map<String, String> detail) {}
