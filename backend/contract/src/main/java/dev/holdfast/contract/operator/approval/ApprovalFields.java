package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What approvals can be filtered by. */
public final class ApprovalFields {
    /** The vocabulary of approvals. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("pending", "approved", "rejected", "withdrawn", "expired"),
                            "How it stands.",
                            "is:pending"),
                    FilterField.text("operation", "Name of the operation.", "operation:BLOCK_MANY_DEVICES"),
                    FilterField.text("subject", "A part of what it is about.", "subject:toaster"),
                    FilterField.text("by", "Who asked for it, by the whole user name.", "by:pavel"),
                    FilterField.text("decider", "Who decided it, by the whole user name.", "decider:olivia"),
                    FilterField.age("at", "How long ago it was asked for.", "at:<7d")),
            "a part of the subject, of what it would do, of the comment or the answer");

    private ApprovalFields() {}
}
