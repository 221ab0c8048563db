package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What capability files can be filtered by. */
public final class CapabilityFields {
    /** The vocabulary of capability files. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("in-force", "expired", "revoked", "device-left"),
                            "How it stands.",
                            "is:in-force"),
                    FilterField.text("device", "The beginning of the device's ID.", "device:4f2a"),
                    FilterField.text("reason", "A part of why.", "reason:repair"),
                    FilterField.text("by", "Who issued it, by the whole user name.", "by:pavel"),
                    FilterField.text("approver", "Who approved it, by the whole user name.", "approver:olivia"),
                    FilterField.age("at", "How long ago it was issued.", "at:<7d"),
                    FilterField.age(
                            "expires", "How soon it expires; what has expired is less than any time.", "expires:<3h")),
            "the beginning of the device's ID, or a part of why");

    private CapabilityFields() {}
}
