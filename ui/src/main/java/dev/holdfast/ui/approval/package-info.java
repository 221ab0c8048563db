/** Requests for approval, and the rules that require them. Start with {@link dev.holdfast.ui.approval.ApprovalCard}. */
@NullMarked
package dev.holdfast.ui.approval;

import org.jspecify.annotations.NullMarked;
