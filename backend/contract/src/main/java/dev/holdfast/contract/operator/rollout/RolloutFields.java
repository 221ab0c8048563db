package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Filter fields of rollouts. */
public final class RolloutFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("active", "ended", "failing"),
                            "Started and not ended, completed or aborted, or with failed devices.",
                            "is:active"),
                    FilterField.choice(
                            "state",
                            Arrays.stream(RolloutStatus.values())
                                    .map(state -> state.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                                    .toList(),
                            "State of the rollout.",
                            "state:halted"),
                    FilterField.text("product", "Name of the product, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group, exact.", "group:\"field test\""),
                    FilterField.text("by", "User name of the person who created it, exact.", "by:pavel"),
                    FilterField.age("at", "Time since its creation.", "at:<7d")),
            "a part of the name of the product, group or user");

    private RolloutFields() {}
}
