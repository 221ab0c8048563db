package dev.holdfast.ui.device;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.ListSort;
import dev.holdfast.ui.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query of the device list, as in its address.
 *
 * @param text the text of the filter box; empty for all devices
 * @param health null for any
 * @param product empty for any
 * @param group empty for any
 * @param blocked true for blocked devices only
 */
public record DeviceQuery(
        String text,
        @Nullable Health health,
        String product,
        String group,
        boolean blocked,
        ListSort sort,
        DeviceColumns columns) {
    /** The default order: devices that need attention first. */
    static final ListSort SORT = new ListSort("trust", false);

    /** Sort keys of the operator API. */
    static final List<String> SORTS = List.of(
            "trust",
            "id",
            "product",
            "update",
            "osVersion",
            "lastSeen",
            "lastAttestation",
            "certificateExpires",
            "trustSince",
            "claimedAt");

    private static final String BLOCKED = "is:blocked";

    /** All devices, those that need attention first. */
    public static final DeviceQuery ALL = new DeviceQuery("", null, "", "", false, SORT, DeviceColumns.DEFAULT);

    public DeviceQuery {
        text = text.strip();
        product = product.strip();
        group = group.strip();
    }

    public static DeviceQuery parse(QueryParameters parameters) {
        return new DeviceQuery(
                FilterParameter.of(parameters),
                health(first(parameters, "health")),
                first(parameters, "product"),
                first(parameters, "group"),
                first(parameters, "blocked").equals("true"),
                ListSort.parse(first(parameters, ListSort.NAME), SORTS, SORT),
                DeviceColumns.parse(first(parameters, "columns")));
    }

    public QueryParameters toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>(fields());
        put(parameters, ListSort.NAME, sort.equals(SORT) ? "" : sort.text());
        return FilterParameter.with(text, parameters);
    }

    /** Returns the query parameters other than filter and order. */
    Map<String, String> fields() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "health", health == null ? "" : health.name());
        put(parameters, "product", product);
        put(parameters, "group", group);
        put(parameters, "blocked", blocked ? "true" : "");
        put(parameters, "columns", columns.text());
        return parameters;
    }

    /** Returns the text and the {@link #terms} as one filter. */
    public String toFilter() {
        return (text + " " + terms()).strip();
    }

    /** Returns health, product, group and block as filter terms. */
    String terms() {
        Filter filter = Filter.ALL;
        if (health != null) {
            filter = filter.and(Filter.of("is", word(health)));
        }
        if (!product.isEmpty()) {
            filter = filter.and(Filter.of("product", product));
        }
        if (!group.isEmpty()) {
            filter = filter.and(Filter.of("group", group));
        }
        if (blocked) {
            filter = filter.and(Filter.of("is", "blocked"));
        }
        return filter.text();
    }

    private static String word(Health health) {
        return health == Health.FAILED ? "untrusted" : health.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a copy in which a term {@code is:HEALTH} and the term {@code is:blocked} moved from the text to the fields, so that chips
     * show them. A health that is already set stays.
     */
    DeviceQuery withHealthFromText() {
        DeviceQuery query = this;
        if (health == null) {
            query = Arrays.stream(Health.values())
                    .filter(one -> FilterText.has(text, "is:" + word(one)))
                    .findFirst()
                    .map(one ->
                            withText(FilterText.toggle(text, "is:" + word(one))).withHealth(one))
                    .orElse(this);
        }
        return FilterText.has(query.text, BLOCKED)
                ? query.withText(FilterText.toggle(query.text, BLOCKED)).withBlocked(true)
                : query;
    }

    String title() {
        return blocked
                ? Texts.text("devices.title.blocked")
                : health == null ? Texts.text("devices.title") : DeviceWords.of("devices.title", health.name());
    }

    public boolean isUnfiltered() {
        return text.isEmpty() && health == null && product.isEmpty() && group.isEmpty() && !blocked;
    }

    public DeviceQuery unfiltered() {
        return ALL.withSort(sort).withColumns(columns);
    }

    public DeviceQuery withText(String newText) {
        return new DeviceQuery(newText, health, product, group, blocked, sort, columns);
    }

    public DeviceQuery withHealth(@Nullable Health newHealth) {
        return new DeviceQuery(text, newHealth, product, group, blocked, sort, columns);
    }

    /** Returns the query for another product and any of its groups. */
    public DeviceQuery withProduct(String newProduct) {
        return new DeviceQuery(
                text, health, newProduct, newProduct.equals(product) ? group : "", blocked, sort, columns);
    }

    public DeviceQuery withGroup(String newGroup) {
        return new DeviceQuery(text, health, product, newGroup, blocked, sort, columns);
    }

    public DeviceQuery withBlocked(boolean alone) {
        return new DeviceQuery(text, health, product, group, alone, sort, columns);
    }

    public DeviceQuery withSort(ListSort newSort) {
        return new DeviceQuery(text, health, product, group, blocked, newSort, columns);
    }

    public DeviceQuery withColumns(DeviceColumns newColumns) {
        return new DeviceQuery(text, health, product, group, blocked, sort, newColumns);
    }

    private static String first(QueryParameters parameters, String name) {
        return parameters.getSingleParameter(name).orElse("");
    }

    private static @Nullable Health health(String name) {
        return Arrays.stream(Health.values())
                .filter(health -> health.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    /** Edits filter texts by term. */
    static final class FilterText {
        private FilterText() {}

        /** Returns whether a filter is valid. */
        static boolean isReadable(String filter) {
            return terms(filter).isPresent();
        }

        static boolean has(String filter, String term) {
            return terms(filter).map(all -> all.contains(written(term))).orElse(false);
        }

        /** Adds the term, or removes it if present. Appends it to an invalid filter. */
        static String toggle(String filter, String term) {
            return terms(filter)
                    .map(all -> {
                        List<String> changed = new ArrayList<>(all);
                        if (!changed.remove(written(term))) {
                            changed.add(written(term));
                        }
                        return String.join(" ", changed);
                    })
                    .orElseGet(() -> (filter + " " + term).strip());
        }

        private static String written(String term) {
            return terms(term).map(all -> String.join(" ", all)).orElse(term);
        }

        private static Optional<List<String>> terms(String filter) {
            try {
                return Optional.of(FilterReader.read(filter, DeviceFields.VOCABULARY).terms().stream()
                        .map(Filter.Term::text)
                        .toList());
            } catch (FilterException e) {
                return Optional.empty();
            }
        }
    }
}
