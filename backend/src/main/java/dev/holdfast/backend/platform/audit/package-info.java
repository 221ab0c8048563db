/**
 * Audit log: entries are appended in the transaction of the operation, numbered without gaps, and never changed. Pass an {@link
 * dev.holdfast.backend.platform.audit.AuditEntry} to {@link dev.holdfast.backend.platform.audit.AuditLog}.
 */
@NullMarked
package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.NullMarked;
