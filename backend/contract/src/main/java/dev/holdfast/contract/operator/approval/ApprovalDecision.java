package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Decision on an approval request: approve, reject or withdraw.
 *
 * @param comment reason for the decision, 1 to 500 characters on one line
 * @param previewTag tag of the preview that the approver reviewed; null for the effect at the time of the request. The approval fails if the
 *     effect is now different
 */
public record ApprovalDecision(
        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment,

        @Nullable String previewTag) {}
