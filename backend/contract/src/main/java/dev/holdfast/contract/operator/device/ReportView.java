package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.Map;

/**
 * A device'\''s report.
 *
 * @param at the device'\''s clock
 * @param receivedAt ours
 * @param kind such as {@code UPDATE_INSTALLED}
 * @param detail what it says
 */
public record ReportView(Instant at, Instant receivedAt, String kind, Map<String, String> detail) {}
