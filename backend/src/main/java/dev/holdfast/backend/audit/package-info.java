/**
 * The audit log as proof (ADR 0021): {@link dev.holdfast.backend.audit.SealAuditLogs} makes a Merkle log of each catalog's
 * entries, {@link dev.holdfast.backend.audit.VerifyAuditLog} holds the entries against it, {@link
 * dev.holdfast.backend.audit.ExportAuditLog} lets others do so. Features append entries through {@code platform.audit}.
 */
@NullMarked
package dev.holdfast.backend.audit;

import org.jspecify.annotations.NullMarked;
