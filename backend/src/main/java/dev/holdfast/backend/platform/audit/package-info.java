/**
 * Who did what: appended in the transaction of the act, numbered without gaps, never changed. Describe an {@link
 * dev.holdfast.backend.platform.audit.AuditEntry} and hand it to {@link dev.holdfast.backend.platform.audit.AuditLog}.
 */
@NullMarked
package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.NullMarked;
