package dev.holdfast.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a hit should worry an operator. It never changes what is decided: that is the {@link Effect}. */
public enum Severity {
    /** Good to know. */
    NOTICE,
    /** Look at it in working hours. */
    WARNING,
    /** Look at it now. */
    CRITICAL;

    /** Returns how policy files write it: lower case. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Severity ofText(String text) {
        return Texts.find(values(), Severity::text, text, "severity");
    }
}
