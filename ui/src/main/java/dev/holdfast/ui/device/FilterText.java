package dev.holdfast.ui.device;

import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a filter, term by term. Pure. */
final class FilterText {
    private FilterText() {}

    /** Returns whether it is a filter at all. */
    static boolean isReadable(String filter) {
        return terms(filter).isPresent();
    }

    /** Returns whether a term is one of those of a filter. */
    static boolean has(String filter, String term) {
        return terms(filter).map(all -> all.contains(written(term))).orElse(false);
    }

    /** Returns the filter with the term, or without it when it has it; one that cannot be read gets it at the end. */
    static String toggle(String filter, String term) {
        return terms(filter)
                .map(all -> {
                    List<String> changed = new ArrayList<>(all);
                    if (!changed.remove(written(term))) {
                        changed.add(written(term));
                    }
                    return String.join(" ", changed);
                })
                .orElseGet(() -> (filter + " " + term).strip());
    }

    private static String written(String term) {
        return terms(term).map(all -> String.join(" ", all)).orElse(term);
    }

    private static Optional<List<String>> terms(String filter) {
        try {
            return Optional.of(FilterReader.read(filter, DeviceFields.VOCABULARY).terms().stream()
                    .map(Filter.Term::text)
                    .toList());
        } catch (FilterException e) {
            return Optional.empty();
        }
    }
}
