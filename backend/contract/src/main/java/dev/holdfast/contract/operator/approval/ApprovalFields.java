package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of approval requests. */
public final class ApprovalFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("pending", "approved", "rejected", "withdrawn", "expired"),
                            "State of the request.",
                            "is:pending"),
                    FilterField.text(
                            "operation", "Operation that needs approval, exact.", "operation:BLOCK_MANY_DEVICES"),
                    FilterField.text("subject", "Part of the subject.", "subject:toaster"),
                    FilterField.text("by", "User name of the requester, exact.", "by:pavel"),
                    FilterField.text("decider", "User name of the person who decided, exact.", "decider:olivia"),
                    FilterField.age("at", "Time since the request.", "at:<7d")),
            "a part of the subject, the summary, or the comment of the request or the decision");

    private ApprovalFields() {}
}
