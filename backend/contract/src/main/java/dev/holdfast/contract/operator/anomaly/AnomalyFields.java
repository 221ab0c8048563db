package dev.holdfast.contract.operator.anomaly;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of anomalies. */
public final class AnomalyFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is", List.of("open", "dismissed"), "Whether it is open or dismissed.", "is:open"),
                    FilterField.choice(
                            "kind",
                            Arrays.stream(AnomalyKind.values())
                                    .map(kind ->
                                            kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                    .toList(),
                            "Kind of anomaly.",
                            "kind:alternating-networks"),
                    FilterField.hex("device", DeviceId.TEXT_LENGTH, "Beginning of the device ID.", "device:4f2a"),
                    FilterField.address("address", "Network address of the device, exact.", "address:192.0.2.7"),
                    FilterField.text("by", "User name of the person who dismissed it, exact.", "by:olivia"),
                    FilterField.age("first", "Time since it first occurred.", "first:<7d"),
                    FilterField.age("last", "Time since it last occurred.", "last:<1d")),
            "the beginning of the device ID, or a part of the detail");

    private AnomalyFields() {}
}
