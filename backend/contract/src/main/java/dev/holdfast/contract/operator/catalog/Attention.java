package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;

/**
 * Group of devices with the same problem.
 *
 * @param reason problem, one sentence
 * @param trust trust of the devices
 * @param code code of their finding, for the filter of the device list
 * @param devices number of devices
 * @param since time when the first of these devices got the problem
 */
public record Attention(String reason, Trust trust, String code, long devices, Instant since) {}
