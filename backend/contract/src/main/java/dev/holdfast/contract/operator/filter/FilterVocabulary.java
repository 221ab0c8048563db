package dev.holdfast.contract.operator.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a list can be filtered by.
 *
 * @param fields in the order in which they are explained
 * @param words what a word without a field is looked for in, to complete a sentence
 */
public record FilterVocabulary(List<FilterField> fields, String words) {
    /** Copies the list. */
    public FilterVocabulary {
        fields = List.copyOf(fields);
    }

    Optional<FilterField> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    String names() {
        return fields.stream().map(FilterField::name).collect(Collectors.joining(", "));
    }
}
