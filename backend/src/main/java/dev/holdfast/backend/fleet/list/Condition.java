package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.db.CatalogId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of SQL that grows together with its parameters: a value gets a number, and nothing that anybody wrote gets into the text.
 * {@code $1} is the catalog.
 */
final class Condition {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    Condition(CatalogId catalog) {
        parameters.add(catalog);
    }

    /** Adds SQL as it is. */
    Condition sql(String more) {
        text.append(more);
        return this;
    }

    /** Adds a value as a parameter of a type; the SQL has its number alone. */
    Condition value(Object value, String type) {
        parameters.add(value);
        text.append('$').append(parameters.size()).append("::").append(type);
        return this;
    }

    String text() {
        return text.toString();
    }

    @Nullable
    Object[] parameters() {
        return parameters.toArray();
    }
}
