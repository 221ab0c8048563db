package dev.holdfast.contract.operator.policy;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of the devices in the report of a replay. */
public final class ReplayChangeFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.text("product", "Name of the product, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group, exact.", "group:production"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a")),
            "the beginning of the device ID, or a part of the rule or reason");

    private ReplayChangeFields() {}
}
