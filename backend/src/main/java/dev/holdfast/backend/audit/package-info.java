/**
 * The audit log as a Merkle log (ADR 0021). {@link dev.holdfast.backend.audit.SealAuditLogs} seals each catalog's entries, {@link
 * dev.holdfast.backend.audit.VerifyAuditLog} verifies them, {@link dev.holdfast.backend.audit.ExportAuditLog} exports them for
 * verification elsewhere. Features append entries through {@code platform.audit}.
 */
@NullMarked
package dev.holdfast.backend.audit;

import org.jspecify.annotations.NullMarked;
