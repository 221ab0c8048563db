package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;

/**
 * Problem of one or several devices of a catalog.
 *
 * @param reason problem, one sentence; the reason of one of the devices
 * @param trust trust of the devices
 * @param code code of the finding behind the reason, for the filter of the device list
 * @param devices number of devices
 * @param since time when the first of these devices got its trust, possibly for another reason
 */
public record Attention(String reason, Trust trust, String code, long devices, Instant since) {}
