package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of capability files. */
public final class CapabilityFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("in-force", "expired", "revoked", "device-left"),
                            "State of the file.",
                            "is:in-force"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a"),
                    FilterField.text("reason", "Part of the reason.", "reason:repair"),
                    FilterField.text("by", "User name of the issuer, exact.", "by:pavel"),
                    FilterField.text("approver", "User name of the approver, exact.", "approver:olivia"),
                    FilterField.age("at", "Time since it was issued.", "at:<7d"),
                    FilterField.age(
                            "expires", "Time until it expires. With <, also finds expired ones.", "expires:<3h")),
            "the beginning of the device ID, or a part of the reason");

    private CapabilityFields() {}
}
