package dev.holdfast.contract.operator.anomaly;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What anomalies can be filtered by. */
public final class AnomalyFields {
    /** The vocabulary of anomalies. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is", List.of("open", "dismissed"), "Whether somebody has dismissed it.", "is:open"),
                    FilterField.choice(
                            "kind",
                            List.of(
                                    "counter-went-back",
                                    "boot-forked",
                                    "two-places",
                                    "nonce-reused",
                                    "nonce-foreign",
                                    "evidence-too-old",
                                    "evidence-of-another"),
                            "What does not fit together.",
                            "kind:two-places"),
                    FilterField.text("device", "The beginning of the device's ID.", "device:4f2a"),
                    FilterField.text("address", "Where the device was, by the whole address.", "address:192.0.2.7"),
                    FilterField.text("by", "Who dismissed it, by the whole user name.", "by:olivia"),
                    FilterField.age("first", "How long ago it happened first.", "first:<7d"),
                    FilterField.age("last", "How long ago it happened last.", "last:<1d")),
            "the beginning of the device's ID, or a part of the detail");

    private AnomalyFields() {}
}
