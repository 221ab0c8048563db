package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import org.jspecify.annotations.Nullable;

/** Parses the filters that the console sends. */
final class FakeFilters {
    private FakeFilters() {}

    /** Parses a filter; fails if the operator API would refuse it. */
    static Filter read(@Nullable String text, FilterVocabulary vocabulary) {
        try {
            return FilterReader.read(text == null ? "" : text, vocabulary);
        } catch (FilterException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the value of a field in a filter; null if the filter does not have the field. */
    static @Nullable String value(@Nullable String text, FilterVocabulary vocabulary, String name) {
        return read(text, vocabulary).terms().stream()
                .filter(Filter.Field.class::isInstance)
                .map(Filter.Field.class::cast)
                .filter(field -> field.field().equals(name))
                .map(field -> field.values().getFirst().operand())
                .findFirst()
                .orElse(null);
    }
}
