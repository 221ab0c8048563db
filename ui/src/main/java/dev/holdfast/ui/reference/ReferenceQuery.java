package dev.holdfast.ui.reference;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import dev.holdfast.ui.shell.FilterParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which reference values are shown, exactly as the address says it.
 *
 * @param text contained in name, type, component, image, digest, origin or part; empty for any
 * @param origin one origin; null for any
 * @param standing one standing; null for any
 * @param value the value whose details are open, see {@link #key}; empty for none
 */
record ReferenceQuery(
        String text,
        @Nullable ReferenceOrigin origin,
        @Nullable ReferenceStanding standing,
        String value) {
    /** Every value. */
    static final ReferenceQuery ALL = new ReferenceQuery("", null, null, "");

    private static final String FEED = ".feed";

    /** What a value can be; {@link ReferenceStanding#NONE} is none. */
    static final List<ReferenceStanding> STANDINGS =
            List.of(ReferenceStanding.PERMANENT, ReferenceStanding.TENTATIVE, ReferenceStanding.RETIRED);

    /** In the order of how many devices they are about. */
    static final List<ReferenceOrigin> ORIGINS =
            List.of(ReferenceOrigin.FEED, ReferenceOrigin.UPLOAD, ReferenceOrigin.IMPORT);

    /** Trims the words. */
    ReferenceQuery {
        text = text.strip();
    }

    /** Reads an address; what it does not understand it leaves out. */
    static ReferenceQuery parse(QueryParameters parameters) {
        String origin = parameters.getSingleParameter("origin").orElse("");
        String standing = parameters.getSingleParameter("standing").orElse("");
        return new ReferenceQuery(
                FilterParameter.of(parameters),
                ORIGINS.stream()
                        .filter(known -> known.name().equalsIgnoreCase(origin))
                        .findFirst()
                        .orElse(null),
                STANDINGS.stream()
                        .filter(known -> known.name().equalsIgnoreCase(standing))
                        .findFirst()
                        .orElse(null),
                parameters.getSingleParameter("value").orElse(""));
    }

    /** Writes the address; defaults are left out. */
    QueryParameters toParameters() {
        return FilterParameter.with(text, fields());
    }

    /** Returns the parameters of the address beside the text. */
    Map<String, String> fields() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (origin != null) {
            parameters.put("origin", origin.name());
        }
        if (standing != null) {
            parameters.put("standing", standing.name());
        }
        if (!value.isEmpty()) {
            parameters.put("value", value);
        }
        return parameters;
    }

    /** Names a value in an address. */
    static String key(ReferenceValueView value) {
        String both = value.component().text() + "." + value.image().text();
        return value.origin() == ReferenceOrigin.FEED ? both + FEED : both;
    }

    /** Returns the image of the value whose details are open; empty for none. */
    String image() {
        int dot = value.indexOf('.');
        String image = dot < 0 ? "" : value.substring(dot + 1);
        return image.endsWith(FEED) ? image.substring(0, image.length() - FEED.length()) : image;
    }

    /** Returns the same for another standing. */
    ReferenceQuery withStanding(@Nullable ReferenceStanding newStanding) {
        return new ReferenceQuery(text, origin, newStanding, "");
    }

    /** Returns the same for another origin. */
    ReferenceQuery withOrigin(@Nullable ReferenceOrigin newOrigin) {
        return new ReferenceQuery(text, newOrigin, standing, "");
    }

    /** Returns the same with the details of a value open; empty closes them. */
    ReferenceQuery withValue(String newValue) {
        return new ReferenceQuery(text, origin, standing, newValue);
    }
}
