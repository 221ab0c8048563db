package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of jobs. */
public final class DeviceJobFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("running", "finished", "cancelled", "failed"),
                            "State of the job.",
                            "is:running"),
                    FilterField.choice(
                            "operation",
                            List.of("move", "tag", "claim", "block", "unblock"),
                            "Operation on each device.",
                            "operation:move"),
                    FilterField.text("by", "User name of the person who started it, exact.", "by:pavel"),
                    FilterField.text("reason", "Part of the reason.", "reason:recall"),
                    FilterField.age("at", "Time since it started.", "at:<7d")),
            "a part of the filter, reason or user name");

    private DeviceJobFields() {}
}
