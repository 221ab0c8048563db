package dev.holdfast.backend.platform.db;

import dev.holdfast.contract.id.Blob;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds SQL text together with its numbered parameters, so that no input gets into the text. {@code $1} is the catalog, if there is one. */
public final class SqlBuilder {
    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** Creates a statement about tables without catalogs. */
    public SqlBuilder() {}

    public SqlBuilder(CatalogId catalog) {
        parameters.add(catalog);
    }

    public SqlBuilder prepend(String before) {
        text.insert(0, before);
        return this;
    }

    /** Appends SQL unchanged. */
    public SqlBuilder sql(String more) {
        text.append(more);
        return this;
    }

    /** Adds a parameter and appends its placeholder, such as {@code $2::text}. */
    public SqlBuilder value(Object value, String type) {
        parameters.add(value);
        text.append('$').append(parameters.size()).append("::").append(type);
        return this;
    }

    /** Appends the condition that bytes are in an inclusive range. */
    public SqlBuilder between(String bytes, Blob first, Blob last) {
        return sql(bytes + " between ").value(first, "bytea").sql(" and ").value(last, "bytea");
    }

    /** Adds a parameter that the SQL refers to by number; the first one is {@code $2}. */
    public SqlBuilder given(Object value) {
        parameters.add(value);
        return this;
    }

    public String text() {
        return text.toString();
    }

    /** Returns the parameters in order. */
    public @Nullable Object[] parameters() {
        return parameters.toArray();
    }
}
