package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds the filter of a list request from its text and its single-field parameters. */
final class DeviceFilters {
    private final List<Term> terms = new ArrayList<>();

    /** Starts with the text of a filter; null for none. */
    static DeviceFilters of(@Nullable String filter) {
        DeviceFilters filters = new DeviceFilters();
        filters.terms.addAll(Parameters.filter(filter, DeviceFields.VOCABULARY).terms());
        return filters;
    }

    DeviceFilters text(@Nullable String text) {
        String words = Parameters.text(text);
        if (words != null) {
            terms.add(new Filter.Words(false, words));
        }
        return this;
    }

    DeviceFilters field(String field, @Nullable String value) {
        if (value != null) {
            terms.add(field(field, List.of(value)));
        }
        return this;
    }

    /** Adds a trust value. {@code UNKNOWN} includes unreachable devices, unlike the term {@code is:unknown}. */
    DeviceFilters trust(@Nullable String text) {
        if (text != null) {
            Trust trust = Parameters.constant("trust", text, Trust.class);
            terms.add(field("is", trust == Trust.UNKNOWN ? List.of("unknown", "unreachable") : List.of(word(trust))));
        }
        return this;
    }

    /** Adds a health value. {@code FAILED} means untrusted. */
    DeviceFilters health(@Nullable String text) {
        if (text != null) {
            Health health = Parameters.constant("health", text, Health.class);
            terms.add(field("is", List.of(health == Health.FAILED ? "untrusted" : word(health))));
        }
        return this;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    DeviceFilters blocked(@Nullable String text) {
        if (Parameters.flag("blocked", text)) {
            terms.add(field("is", List.of("blocked")));
        }
        return this;
    }

    Filter filter() {
        return new Filter(terms);
    }

    private static Filter.Field field(String field, List<String> values) {
        return new Filter.Field(
                false,
                field,
                values.stream().map(value -> new Value(Comparison.SAME, value)).toList());
    }
}
