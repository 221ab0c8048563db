package dev.holdfast.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import java.util.TreeMap;

/**
 * The filter in the address of a list. It has the name that it has in the operator API, so that an address can be made of one of the other; but for reference values,
 * which the API finds by plain words ({@code text}) and not by a filter.
 */
public final class FilterParameter {
    public static final String NAME = "filter";

    private FilterParameter() {}

    /** Returns the filter; empty when there is none. */
    public static String of(QueryParameters parameters) {
        return parameters.getSingleParameter(NAME).orElse("");
    }

    /** Returns the query of an address with a filter and what else it says; empty values are left out. */
    public static QueryParameters with(String filter, Map<String, String> also) {
        Map<String, String> parameters = new TreeMap<>(also);
        parameters.put(NAME, filter.isBlank() ? "" : filter);
        parameters.values().removeIf(String::isEmpty);
        return QueryParameters.simple(parameters);
    }
}
