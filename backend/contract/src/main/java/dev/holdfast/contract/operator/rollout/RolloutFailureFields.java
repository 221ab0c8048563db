package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of the failed devices of a rollout. */
public final class RolloutFailureFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "kind",
                            List.of("failed", "returned", "not-attested", "silent"),
                            "How the device failed.",
                            "kind:returned"),
                    new FilterField(
                            "phase",
                            FilterField.Kind.NUMBER,
                            List.of(),
                            "Number of the phase that opened the device.",
                            "phase:1"),
                    FilterField.text("code", "Code of the failure, exact.", "code:image-rolled-back"),
                    FilterField.age("at", "Time since the failure.", "at:<1d")),
            "a part of the name of the device");

    private RolloutFailureFields() {}
}
