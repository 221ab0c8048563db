/** The audit log. Start with {@link dev.holdfast.ui.audit.AuditView}. */
@NullMarked
package dev.holdfast.ui.audit;

import org.jspecify.annotations.NullMarked;
