package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What the audit log can be filtered by. */
public final class AuditFields {
    /** The vocabulary of the audit log. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text("actor", "Who did it, by the whole user name.", "actor:olivia"),
                    FilterField.text("action", "What was done, by the whole verb.", "action:ClaimDevices"),
                    FilterField.text("subject", "A part of what it was done to.", "subject:toaster"),
                    FilterField.text("reason", "A part of why.", "reason:recall"),
                    FilterField.text("address", "From where, by the whole address.", "address:192.0.2.7"),
                    FilterField.text("request", "The correlation id of the request.", "request:4f2a"),
                    FilterField.text("token", "With which token, by its whole name or GUID.", "token:nightly"),
                    FilterField.age("at", "How long ago it was.", "at:<7d"),
                    FilterField.moment("since", "The first day or moment, of UTC.", "since:2026-11-26"),
                    FilterField.moment(
                            "until", "The day or moment, of UTC, that is not included any more.", "until:2026-12-01"),
                    FilterField.choice(
                            "is",
                            List.of("people", "system"),
                            "Whether somebody did it, or the installation by itself.",
                            "is:people")),
            "a part of who, what, to what, why, the detail, or the values before and after; or a whole address, request id or token");

    private AuditFields() {}
}
