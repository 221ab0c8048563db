package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;

/**
 * Something that needs a person: devices grouped by what is wrong with them.
 *
 * @param reason one sentence
 * @param trust which devices
 * @param code the finding code that they share, for the device list'\''s filter
 * @param devices how many
 * @param since when the first of them came to it
 */
public record Attention(String reason, Trust trust, String code, long devices, Instant since) {}
