package dev.holdfast.contract.operator.alert;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of alerts. */
public final class AlertFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("active", "unassigned"),
                            "Open or acknowledged, or assigned to nobody.",
                            "is:active"),
                    FilterField.choice("state", names(AlertState.values()), "State of the alert.", "state:open"),
                    FilterField.choice(
                            "severity", names(AlertSeverity.values()), "Severity of the rule.", "severity:critical"),
                    FilterField.choice(
                            "priority", names(AlertPriority.values()), "Priority of the alert.", "priority:high"),
                    FilterField.text("rule", "ID of the rule, exact.", "rule:attestation-failed"),
                    FilterField.text("assignee", "User name of the assigned person, exact.", "assignee:olivia"),
                    FilterField.text("rollout", "GUID of the related rollout, exact.", "rollout:1b2c…"),
                    FilterField.text("device", "ID of an affected device, exact.", "device:4f2a…"),
                    FilterField.age("first", "Time since its first event.", "first:<7d"),
                    FilterField.age("last", "Time since its last event.", "last:<1d")),
            "a part of the title");

    private AlertFields() {}

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
