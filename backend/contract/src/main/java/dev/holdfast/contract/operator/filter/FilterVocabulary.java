package dev.holdfast.contract.operator.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fields of the filters of one list.
 *
 * @param fields fields in display order; empty if filters have only words
 * @param words properties that free text is compared with, such as {@code a part of the name}; empty if filters have only fields
 */
public record FilterVocabulary(List<FilterField> fields, String words) {
    /** Copies the list. */
    public FilterVocabulary {
        fields = List.copyOf(fields);
    }

    Optional<FilterField> find(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return fields.stream().filter(field -> field.name().equals(lowerCase)).findFirst();
    }

    /** Fails at a position if filters have only fields. */
    void requireWords(int position) throws FilterException {
        if (words.isEmpty()) {
            throw new FilterException(position, "this list has no words; use one of " + names());
        }
    }

    String names() {
        return fields.stream().map(FilterField::name).collect(Collectors.joining(", "));
    }
}
