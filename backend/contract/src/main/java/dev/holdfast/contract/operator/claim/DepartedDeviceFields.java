package dev.holdfast.contract.operator.claim;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of departed devices. */
public final class DepartedDeviceFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("unclaimed", "transferred"),
                            "Way in which the device left.",
                            "is:transferred"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a"),
                    FilterField.text("name", "Part of the name.", "name:kitchen"),
                    FilterField.text("product", "Name of the product at departure, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group at departure, exact.", "group:production"),
                    FilterField.text("reason", "Part of the reason.", "reason:sold"),
                    FilterField.text("by", "User name of the person who unclaimed or accepted it, exact.", "by:pavel"),
                    FilterField.age("left", "Time since the departure.", "left:<7d")),
            "the beginning of the device ID, or a part of the name or reason");

    private DepartedDeviceFields() {}
}
