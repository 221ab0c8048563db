package dev.holdfast.ui.audit;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.FilterParameter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter of the audit log, as in the query string.
 *
 * @param text the text of the filter box; empty for all entries
 * @param fields further query parameters: {@code actor} (user name), {@code action} (name of an operation), {@code since} and {@code until}
 *     (first and last day), {@code people} (true hides system entries)
 */
record AuditQuery(String text, Map<String, String> fields) {
    static final String ACTOR = "actor";
    static final String ACTION = "action";
    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String PEOPLE = "people";
    static final AuditQuery ALL = new AuditQuery("", Map.of());

    AuditQuery {
        text = text.strip();
        fields = Map.copyOf(fields);
    }

    /** Parses query parameters and ignores malformed values. */
    static AuditQuery parse(QueryParameters parameters) {
        AuditQuery query = new AuditQuery(FilterParameter.of(parameters), Map.of());
        for (String name : new String[] {ACTOR, ACTION, SINCE, UNTIL, PEOPLE}) {
            query = query.with(name, parameters.getSingleParameter(name).orElse(""));
        }
        return query;
    }

    /** Returns a copy with a field set; a blank or malformed value removes the field. */
    AuditQuery with(String name, String value) {
        boolean valid = switch (name) {
            case SINCE, UNTIL -> parsed(value) != null;
            case PEOPLE -> value.equals("true");
            default -> !value.isBlank();
        };
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value.strip());
        if (!valid) {
            changed.remove(name);
        }
        return new AuditQuery(text, changed);
    }

    String value(String name) {
        return fields.getOrDefault(name, "");
    }

    @Nullable
    LocalDate day(String name) {
        return parsed(value(name));
    }

    boolean hidesSystem() {
        return fields.containsKey(PEOPLE);
    }

    boolean isUnfiltered() {
        return equals(ALL);
    }

    /** Returns the fields as filter terms of the operator API. */
    String terms() {
        return Stream.of(ACTOR, ACTION, SINCE, UNTIL, PEOPLE)
                .filter(fields::containsKey)
                .map(name -> term(name, value(name)))
                .collect(Collectors.joining(" "));
    }

    private static String term(String name, String value) {
        return switch (name) {
            case SINCE -> name + ":" + TimeText.begin(LocalDate.parse(value));
            // The operator API excludes the given time.
            case UNTIL -> name + ":" + TimeText.begin(LocalDate.parse(value).plusDays(1));
            case PEOPLE -> "is:people";
            default -> name + ":" + Filter.quote(value);
        };
    }

    private static @Nullable LocalDate parsed(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }
}
