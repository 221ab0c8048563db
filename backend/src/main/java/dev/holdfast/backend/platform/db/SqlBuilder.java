package dev.holdfast.backend.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of SQL that grows together with its parameters: a value gets a number, and nothing that anybody wrote gets into the text.
 * {@code $1} is the catalog.
 */
public final class SqlBuilder {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** Begins with nothing. */
    public SqlBuilder(CatalogId catalog) {
        parameters.add(catalog);
    }

    /** Puts SQL before all that there is. */
    public SqlBuilder behind(String before) {
        text.insert(0, before);
        return this;
    }

    /** Adds SQL as it is. */
    public SqlBuilder sql(String more) {
        text.append(more);
        return this;
    }

    /** Adds a value as a parameter of a type; the SQL has its number alone. */
    public SqlBuilder value(Object value, String type) {
        parameters.add(value);
        text.append('$').append(parameters.size()).append("::").append(type);
        return this;
    }

    /** Adds a parameter that the SQL names by its number: the first one is {@code $2}. */
    public SqlBuilder given(Object value) {
        parameters.add(value);
        return this;
    }

    /** Returns the text. */
    public String text() {
        return text.toString();
    }

    /** Returns the values, by their numbers. */
    public @Nullable Object[] parameters() {
        return parameters.toArray();
    }
}
