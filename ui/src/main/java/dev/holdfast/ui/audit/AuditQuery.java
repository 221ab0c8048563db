package dev.holdfast.ui.audit;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.FilterParameter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log shows, and its form in the address.
 *
 * @param text a filter, such as words that an act contains; empty for any
 * @param actor a user name; empty for any
 * @param action a verb; empty for any
 * @param since the first day shown; null for all
 * @param until the last day shown; null for all
 * @param people whether only acts of people are shown
 */
record AuditQuery(
        String text,
        String actor,
        String action,
        @Nullable LocalDate since,
        @Nullable LocalDate until,
        boolean people) {
    /** Every act. */
    static final AuditQuery ALL = new AuditQuery("", "", "", null, null, false);

    private static final String ACTOR = "actor";
    private static final String ACTION = "action";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String PEOPLE = "people";

    /** Trims the words. */
    AuditQuery {
        text = text.strip();
        actor = actor.strip();
        action = action.strip();
    }

    /** Reads an address; what it does not understand it leaves out. */
    static AuditQuery parse(QueryParameters parameters) {
        return new AuditQuery(
                FilterParameter.of(parameters),
                parameters.getSingleParameter(ACTOR).orElse(""),
                parameters.getSingleParameter(ACTION).orElse(""),
                day(parameters.getSingleParameter(SINCE)),
                day(parameters.getSingleParameter(UNTIL)),
                parameters.getSingleParameter(PEOPLE).map("true"::equals).orElse(false));
    }

    /** Writes the address; defaults are left out. */
    QueryParameters toParameters() {
        return FilterParameter.with(text, fields());
    }

    /** Returns the parameters of the address beside the filter. */
    Map<String, String> fields() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, ACTOR, actor);
        put(parameters, ACTION, action);
        put(parameters, SINCE, since == null ? "" : since.toString());
        put(parameters, UNTIL, until == null ? "" : until.toString());
        put(parameters, PEOPLE, people ? "true" : "");
        return parameters;
    }

    /** Returns the filter that finds the same. */
    String toFilter() {
        return (text + " " + terms()).strip();
    }

    /** Returns the terms of a filter that find the same beside the text. */
    String terms() {
        return Stream.of(
                        term("actor", actor),
                        term("action", action),
                        since == null ? "" : "since:" + TimeText.begin(since),
                        until == null ? "" : "until:" + TimeText.begin(until.plusDays(1)),
                        people ? "is:people" : "")
                .filter(term -> !term.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String term(String field, String value) {
        return value.isEmpty() ? "" : field + ":" + Filter.written(value);
    }

    /** Returns whether any act would do. */
    boolean isUnfiltered() {
        return equals(ALL);
    }

    /** Returns whether nothing but people's acts is asked for. */
    boolean isOfPeopleOnly() {
        return equals(ALL.withPeople(true));
    }

    AuditQuery withActor(String other) {
        return new AuditQuery(text, other, action, since, until, people);
    }

    AuditQuery withAction(String other) {
        return new AuditQuery(text, actor, other, since, until, people);
    }

    AuditQuery withSince(@Nullable LocalDate other) {
        return new AuditQuery(text, actor, action, other, until, people);
    }

    AuditQuery withUntil(@Nullable LocalDate other) {
        return new AuditQuery(text, actor, action, since, other, people);
    }

    AuditQuery withPeople(boolean other) {
        return new AuditQuery(text, actor, action, since, until, other);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static @Nullable LocalDate day(Optional<String> text) {
        try {
            return text.map(LocalDate::parse).orElse(null);
        } catch (DateTimeParseException notADay) {
            return null;
        }
    }
}
