package dev.holdfast.contract.operator.audit;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of the audit log. */
public final class AuditFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text("actor", "User name of the actor, exact.", "actor:olivia"),
                    FilterField.text("action", "Name of the action, exact.", "action:ClaimDevices"),
                    FilterField.text("subject", "Part of the subject.", "subject:toaster"),
                    FilterField.text("reason", "Part of the reason.", "reason:recall"),
                    FilterField.address("address", "Network address of the request, exact.", "address:192.0.2.7"),
                    FilterField.text("request", "ID of the request, exact.", "request:4f2a"),
                    FilterField.text("token", "Name or GUID of the token, exact.", "token:nightly"),
                    FilterField.age("at", "Time since the action.", "at:<7d"),
                    FilterField.moment("since", "First day or time in UTC, inclusive.", "since:2026-11-26"),
                    FilterField.moment("until", "Last day or time in UTC, exclusive.", "until:2026-12-01"),
                    FilterField.choice(
                            "is", List.of("people", "system"), "Whether a person or the system acted.", "is:people")),
            "a part of the actor, action, subject, reason, detail or changed values, or an exact address, request ID or token");

    private AuditFields() {}
}
