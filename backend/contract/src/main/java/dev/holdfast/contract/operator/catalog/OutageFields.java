package dev.holdfast.contract.operator.catalog;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of outages of Holdfast. */
public final class OutageFields {
    public static final FilterVocabulary VOCABULARY =
            new FilterVocabulary(List.of(FilterField.age("at", "Time since its end.", "at:<7d")), "");

    private OutageFields() {}
}
