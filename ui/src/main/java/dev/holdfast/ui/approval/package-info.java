/**
 * Requests for approval and the rules that say which actions need one. Start with {@link dev.holdfast.ui.approval.ApprovalCard}, which
 * shows a request on all pages.
 */
@NullMarked
package dev.holdfast.ui.approval;

import org.jspecify.annotations.NullMarked;
