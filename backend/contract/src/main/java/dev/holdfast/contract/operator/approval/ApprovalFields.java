package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of approval requests. */
public final class ApprovalFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("pending", "approved", "rejected", "withdrawn", "expired", "mine"),
                            "State of the request, or mine: your requests and those of your tokens.",
                            "is:pending"),
                    FilterField.choice(
                            "operation",
                            Arrays.stream(ApprovalOperation.values())
                                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                    .toList(),
                            "Operation that needs approval.",
                            "operation:block_many_devices"),
                    FilterField.text("subject", "Part of the subject.", "subject:toaster"),
                    FilterField.text("by", "User name of the requester, exact.", "by:pavel"),
                    FilterField.text("decider", "User name of the person who decided, exact.", "decider:olivia"),
                    FilterField.age("at", "Time since the request.", "at:<7d")),
            "a part of the subject, the summary, or the comment of the request or the decision");

    private ApprovalFields() {}
}
