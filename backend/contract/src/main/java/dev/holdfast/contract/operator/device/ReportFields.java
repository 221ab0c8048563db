package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of reports. */
public final class ReportFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "kind",
                            Arrays.stream(DeviceReport.Kind.values())
                                    .filter(DeviceReport.Kind::isStored)
                                    .map(kind ->
                                            kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                    .toList(),
                            "Kind of report.",
                            "kind:update-failed"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a"),
                    FilterField.age("received", "Time since its receipt.", "received:<1d")),
            "the beginning of the device ID, or a part of a detail");

    private ReportFields() {}
}
