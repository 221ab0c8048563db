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
 * What the audit log shows, and its form in the address.
 *
 * @param text a filter, such as words that an act contains; empty for any
 * @param fields the parameters of the address beside the filter: {@code actor} (a user name), {@code action} (a verb), {@code since} and
 *     {@code until} (the first and the last day shown), {@code people} (true for acts of people alone); an absent one is any
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

    /** Reads an address; what it does not understand it leaves out. */
    static AuditQuery parse(QueryParameters parameters) {
        AuditQuery query = new AuditQuery(FilterParameter.of(parameters), Map.of());
        for (String name : new String[] {ACTOR, ACTION, SINCE, UNTIL, PEOPLE}) {
            query = query.with(name, parameters.getSingleParameter(name).orElse(""));
        }
        return query;
    }

    /** Returns the same with another value of a field; without the field if the value is not understood. */
    AuditQuery with(String name, String value) {
        boolean understood = switch (name) {
            case SINCE, UNTIL -> parsed(value) != null;
            case PEOPLE -> value.equals("true");
            default -> !value.isBlank();
        };
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(name, value.strip());
        if (!understood) {
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

    boolean isOfPeople() {
        return fields.containsKey(PEOPLE);
    }

    boolean isUnfiltered() {
        return equals(ALL);
    }

    boolean isOfPeopleOnly() {
        return isOfPeople() && text.isEmpty() && fields.size() == 1;
    }

    /** Returns the terms of a filter that find the same beside the text. */
    String terms() {
        return Stream.of(ACTOR, ACTION, SINCE, UNTIL, PEOPLE)
                .filter(fields::containsKey)
                .map(name -> term(name, value(name)))
                .collect(Collectors.joining(" "));
    }

    private static String term(String name, String value) {
        return switch (name) {
            case SINCE -> name + ":" + TimeText.begin(LocalDate.parse(value));
            case UNTIL -> name + ":" + TimeText.begin(LocalDate.parse(value).plusDays(1));
            case PEOPLE -> "is:people";
            default -> name + ":" + Filter.written(value);
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
