package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why someone approves, rejects or withdraws.
 *
 * @param comment 1 to 500 characters
 * @param seen of whoever approves: {@link ApprovalPreview#tag()} of what they looked at. When it would do something else by
 *     now, nothing is approved. Null stands for what it would have done when it was asked for
 */
public record ApprovalAnswer(
        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment,

        @Nullable String seen) {}
