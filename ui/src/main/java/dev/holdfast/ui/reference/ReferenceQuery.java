package dev.holdfast.ui.reference;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which reference values are shown, exactly as the address says it.
 *
 * @param text contained in name, type, component, image, digest or origin; empty for any
 * @param standing one standing; null for any
 * @param value the value whose details are open, see {@link #key}; empty for none
 */
record ReferenceQuery(String text, @Nullable ReferenceStanding standing, String value) {
    /** Every value. */
    static final ReferenceQuery ALL = new ReferenceQuery("", null, "");

    /** What a value can be; {@link ReferenceStanding#NONE} is none. */
    static final List<ReferenceStanding> STANDINGS =
            List.of(ReferenceStanding.PERMANENT, ReferenceStanding.TENTATIVE, ReferenceStanding.RETIRED);

    /** Trims the words. */
    ReferenceQuery {
        text = text.strip();
    }

    /** Reads an address; what it does not understand it leaves out. */
    static ReferenceQuery parse(QueryParameters parameters) {
        String standing = parameters.getSingleParameter("standing").orElse("");
        return new ReferenceQuery(
                parameters.getSingleParameter("text").orElse(""),
                STANDINGS.stream()
                        .filter(known -> known.name().equalsIgnoreCase(standing))
                        .findFirst()
                        .orElse(null),
                parameters.getSingleParameter("value").orElse(""));
    }

    /** Writes the address; defaults are left out. */
    QueryParameters toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            parameters.put("text", text);
        }
        if (standing != null) {
            parameters.put("standing", standing.name());
        }
        if (!value.isEmpty()) {
            parameters.put("value", value);
        }
        return QueryParameters.simple(parameters);
    }

    /** Names a value in an address. */
    static String key(ReferenceValueView value) {
        return value.component().text() + "." + value.image().text();
    }

    /** Returns the same with another text. */
    ReferenceQuery withText(String newText) {
        return new ReferenceQuery(newText, standing, "");
    }

    /** Returns the same for another standing. */
    ReferenceQuery withStanding(@Nullable ReferenceStanding newStanding) {
        return new ReferenceQuery(text, newStanding, "");
    }

    /** Returns the same with the details of a value open; empty closes them. */
    ReferenceQuery withValue(String newValue) {
        return new ReferenceQuery(text, standing, newValue);
    }

    /** Returns whether a value is shown. */
    boolean fits(ReferenceValueView candidate) {
        boolean stands = standing == null || candidate.standing() == standing;
        String words = Stream.of(
                        candidate.name(),
                        candidate.type(),
                        candidate.component().text(),
                        candidate.image().text(),
                        candidate.digest().hex(),
                        candidate.origin().name())
                .reduce("", (one, other) -> one + " " + other)
                .toLowerCase(Locale.ROOT);
        return stands && words.contains(text.toLowerCase(Locale.ROOT));
    }
}
