package dev.holdfast.ui.reference;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceState;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.shell.FilterParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filter of the list of reference values, as in its address.
 *
 * @param text text in the filter box; empty for any
 * @param origin null for any
 * @param state null for any
 * @param value key of the value whose details are open, see {@link #key}; empty for none
 */
record ReferenceQuery(
        String text,
        @Nullable ReferenceOrigin origin,
        @Nullable ReferenceState state,
        String value) {
    static final ReferenceQuery ALL = new ReferenceQuery("", null, null, "");

    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern KEY = Pattern.compile(GUID + "\\.(?<image>" + GUID + ")(\\..+)?");

    /** All states but {@link ReferenceState#NONE}, which no reference value has. */
    static final List<ReferenceState> STATES =
            List.of(ReferenceState.PERMANENT, ReferenceState.TENTATIVE, ReferenceState.RETIRED);

    static final List<ReferenceOrigin> ORIGINS =
            List.of(ReferenceOrigin.FEED, ReferenceOrigin.UPLOAD, ReferenceOrigin.IMPORT);

    ReferenceQuery {
        text = text.strip();
    }

    static ReferenceQuery parse(QueryParameters parameters) {
        return new ReferenceQuery(
                FilterParameter.of(parameters),
                parse(ORIGINS, parameters, "origin"),
                parse(STATES, parameters, "state"),
                parameters.getSingleParameter("value").orElse(""));
    }

    private static <E extends Enum<E>> @Nullable E parse(List<E> known, QueryParameters parameters, String name) {
        String requested = parameters.getSingleParameter(name).orElse("");
        return known.stream()
                .filter(constant -> constant.name().equalsIgnoreCase(requested))
                .findFirst()
                .orElse(null);
    }

    QueryParameters toParameters() {
        return FilterParameter.with(text, fields());
    }

    /** Returns state and origin as terms of a filter; empty for none. */
    String terms() {
        Filter filter = state == null ? Filter.ALL : Filter.of("is", lowerCase(state));
        return (origin == null ? filter : filter.and(Filter.of("origin", lowerCase(origin)))).text();
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    Map<String, String> fields() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (origin != null) {
            parameters.put("origin", origin.name());
        }
        if (state != null) {
            parameters.put("state", state.name());
        }
        if (!value.isEmpty()) {
            parameters.put("value", value);
        }
        return parameters;
    }

    /** Returns component, image, and the manufacturer of an image of a release, separated by dots. */
    static String key(ReferenceValueView value) {
        String both = value.component().text() + "." + value.image().text();
        return value.manufacturer().isEmpty() ? both : both + "." + value.manufacturer();
    }

    /** Returns the image in the key of the open value; empty for none, and for a malformed key. */
    String image() {
        Matcher key = KEY.matcher(value);
        return key.matches() ? key.group("image") : "";
    }

    ReferenceQuery withState(@Nullable ReferenceState newState) {
        return new ReferenceQuery(text, origin, newState, "");
    }

    ReferenceQuery withOrigin(@Nullable ReferenceOrigin newOrigin) {
        return new ReferenceQuery(text, newOrigin, state, "");
    }

    ReferenceQuery withValue(String newValue) {
        return new ReferenceQuery(text, origin, state, newValue);
    }
}
