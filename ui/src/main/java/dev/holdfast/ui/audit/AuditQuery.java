package dev.holdfast.ui.audit;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the audit log shows, exactly as its address says it.
 *
 * @param text words that an act contains; empty for any
 * @param people whether only acts of people are shown
 */
record AuditQuery(String text, boolean people) {
    private static final String TEXT = "text";
    private static final String PEOPLE = "people";

    /** Trims the words. */
    AuditQuery {
        text = text.strip();
    }

    /** Reads an address; what it does not understand it leaves out. */
    static AuditQuery parse(QueryParameters parameters) {
        return new AuditQuery(
                parameters.getSingleParameter(TEXT).orElse(""),
                parameters.getSingleParameter(PEOPLE).map("true"::equals).orElse(false));
    }

    /** Writes the address; defaults are left out. */
    QueryParameters toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            parameters.put(TEXT, text);
        }
        if (people) {
            parameters.put(PEOPLE, "true");
        }
        return QueryParameters.simple(parameters);
    }

    /** Returns whether any act would do. */
    boolean isUnfiltered() {
        return text.isEmpty() && !people;
    }

    /** Returns the same with another text. */
    AuditQuery withText(String newText) {
        return new AuditQuery(newText, people);
    }

    /** Returns the same for people only, or for everybody. */
    AuditQuery withPeople(boolean newPeople) {
        return new AuditQuery(text, newPeople);
    }
}
