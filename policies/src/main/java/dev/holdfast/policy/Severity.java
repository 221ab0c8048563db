package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Urgency of a hit for an operator. It does not affect the decision; the {@link Effect} does. */
public enum Severity {
    /** Information only. */
    NOTICE,
    /** Check it in working hours. */
    WARNING,
    /** Check it now. */
    CRITICAL;

    /** Returns the name in policy files. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Severity ofText(String text) {
        return Texts.find(values(), Severity::text, text, "severity");
    }
}
