package dev.holdfast.contract.operator.audit;

import java.time.Instant;

/**
 * Who did what.
 *
 * @param sequence its number in the catalog, without gaps
 * @param at when
 * @param actor user name, or {@code system}
 * @param action a verb, such as {@code ClaimDevices}
 * @param subject what it was done to
 * @param detail one sentence
 */
public record AuditEntryView(long sequence, Instant at, String actor, String action, String subject, String detail) {}
