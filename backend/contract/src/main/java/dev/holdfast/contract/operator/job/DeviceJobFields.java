package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What jobs can be filtered by. */
public final class DeviceJobFields {
    /** The vocabulary of jobs. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("running", "finished", "cancelled", "failed"),
                            "How it stands.",
                            "is:running"),
                    FilterField.choice(
                            "operation", List.of("move", "tag", "claim", "block", "unblock"), "What it does.", "operation:move"),
                    FilterField.text("by", "Who began it, by the whole user name.", "by:pavel"),
                    FilterField.text("reason", "A part of why.", "reason:recall"),
                    FilterField.age("at", "How long ago it was begun.", "at:<7d")),
            "a part of its filter, of why, or of who began it");

    private DeviceJobFields() {}
}
