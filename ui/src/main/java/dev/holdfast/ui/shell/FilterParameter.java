package dev.holdfast.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.TreeMap;

/** The filter in the address of a list. The operator API has the same parameter. */
public final class FilterParameter {
    public static final String NAME = "filter";

    private FilterParameter() {}

    /** Returns the filter, or an empty text. */
    public static String of(QueryParameters parameters) {
        return parameters.getSingleParameter(NAME).orElse("");
    }

    /** Returns the query with a filter and other parameters, without empty values. */
    public static QueryParameters with(String filter, Map<String, String> also) {
        Map<String, String> parameters = new TreeMap<>(also);
        parameters.put(NAME, filter.isBlank() ? "" : filter);
        parameters.values().removeIf(String::isEmpty);
        return QueryParameters.simple(parameters);
    }
}
