package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * Why someone approves, rejects or withdraws.
 *
 * @param comment 1 to 500 characters
 * @param seen of whoever approves: {@link ApprovalPreview#tag()} of what they looked at. When it would do something else by
 *     now, nothing is approved. Null stands for what it would have done when it was asked for
 */
public record ApprovalAnswer(String comment, @Nullable String seen) {}
