package dev.holdfast.ui.device;

import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterException;
import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.ui.shell.FilterParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the device list shows, exactly as its address says it.
 *
 * @param text the beginning of an ID or a name, or the code of a finding; empty for any
 * @param trust one trust; null for any
 * @param health one health; null for any
 * @param product one product; empty for any
 * @param group one group; empty for any
 * @param blocked whether only what an operator blocked is listed
 * @param sort how it is ordered
 * @param columns what is shown of each
 */
public record DeviceQuery(
        String text,
        @Nullable Trust trust,
        @Nullable Health health,
        String product,
        String group,
        boolean blocked,
        DeviceSort sort,
        DeviceColumns columns) {
    private static final String BLOCKED = "is:blocked";

    /** Every device, those that need somebody first. */
    public static final DeviceQuery ALL =
            new DeviceQuery("", null, null, "", "", false, DeviceSort.DEFAULT, DeviceColumns.DEFAULT);

    /** Trims the words. */
    public DeviceQuery {
        text = text.strip();
        product = product.strip();
        group = group.strip();
    }

    /** Reads an address; what it does not understand it leaves out. */
    public static DeviceQuery parse(QueryParameters parameters) {
        return new DeviceQuery(
                FilterParameter.of(parameters),
                trust(first(parameters, "trust")),
                health(first(parameters, "health")),
                first(parameters, "product"),
                first(parameters, "group"),
                first(parameters, "blocked").equals("true"),
                DeviceSort.parse(first(parameters, "sort")),
                DeviceColumns.parse(first(parameters, "columns")));
    }

    /** Writes the address; defaults are left out. */
    public QueryParameters toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, FilterParameter.NAME, text);
        put(parameters, "trust", trust == null ? "" : trust.name());
        put(parameters, "health", health == null ? "" : health.name());
        put(parameters, "product", product);
        put(parameters, "group", group);
        put(parameters, "blocked", blocked ? "true" : "");
        put(parameters, "sort", sort.equals(DeviceSort.DEFAULT) ? "" : sort.text());
        put(parameters, "columns", columns.text());
        return QueryParameters.simple(parameters);
    }

    /**
     * Returns all of it but the order as one filter, for what takes nothing else.
     *
     * @throws IllegalArgumentException when the text is no filter
     */
    public String toFilter() {
        List<Filter.Term> terms = new ArrayList<>();
        try {
            terms.addAll(FilterReader.read(text, DeviceFields.VOCABULARY).terms());
        } catch (FilterException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
        if (trust != null) {
            terms.add(trust == Trust.UNKNOWN ? term("is", "unknown", "unreachable") : term("is", lower(trust)));
        }
        if (health != null) {
            terms.add(term("is", word(health)));
        }
        if (!product.isEmpty()) {
            terms.add(term("product", product));
        }
        if (!group.isEmpty()) {
            terms.add(term("group", group));
        }
        if (blocked) {
            terms.add(term("is", "blocked"));
        }
        return new Filter(terms).text();
    }

    private static Filter.Term term(String field, String... values) {
        return new Filter.Field(
                false,
                field,
                List.of(values).stream()
                        .map(value -> new Filter.Value(Filter.Comparison.SAME, value))
                        .toList());
    }

    private static String word(Health health) {
        return health == Health.FAILED ? "untrusted" : lower(health);
    }

    /** Returns a query of the same devices in which what its text says of health and blocks is said beside the text, as far as that can be. */
    DeviceQuery lifted() {
        DeviceQuery lifted = this;
        if (health == null && trust == null) {
            lifted = List.of(Health.values()).stream()
                    .filter(one -> FilterText.has(text, "is:" + word(one)))
                    .findFirst()
                    .map(one ->
                            withText(FilterText.toggle(text, "is:" + word(one))).withHealth(one))
                    .orElse(this);
        }
        return FilterText.has(lifted.text, BLOCKED)
                ? lifted.withText(FilterText.toggle(lifted.text, BLOCKED)).withBlocked(true)
                : lifted;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether any device would do. */
    public boolean isUnfiltered() {
        return text.isEmpty() && trust == null && health == null && product.isEmpty() && group.isEmpty() && !blocked;
    }

    /** Returns the same without any filter: its order and columns stay. */
    public DeviceQuery unfiltered() {
        return ALL.withSort(sort).withColumns(columns);
    }

    /** Returns the same with another text. */
    public DeviceQuery withText(String newText) {
        return new DeviceQuery(newText, trust, health, product, group, blocked, sort, columns);
    }

    /** Returns the same for another trust, and any health. */
    public DeviceQuery withTrust(@Nullable Trust newTrust) {
        return new DeviceQuery(text, newTrust, null, product, group, blocked, sort, columns);
    }

    /** Returns the same for another health, and any trust. */
    public DeviceQuery withHealth(@Nullable Health newHealth) {
        return new DeviceQuery(text, null, newHealth, product, group, blocked, sort, columns);
    }

    /** Returns the same for another product, and any group of it. */
    public DeviceQuery withProduct(String newProduct) {
        return new DeviceQuery(
                text, trust, health, newProduct, newProduct.equals(product) ? group : "", blocked, sort, columns);
    }

    /** Returns the same for another group. */
    public DeviceQuery withGroup(String newGroup) {
        return new DeviceQuery(text, trust, health, product, newGroup, blocked, sort, columns);
    }

    /** Returns the same of what an operator blocked alone, or of everything. */
    public DeviceQuery withBlocked(boolean alone) {
        return new DeviceQuery(text, trust, health, product, group, alone, sort, columns);
    }

    /** Returns the same in another order. */
    public DeviceQuery withSort(DeviceSort newSort) {
        return new DeviceQuery(text, trust, health, product, group, blocked, newSort, columns);
    }

    /** Returns the same with other columns. */
    public DeviceQuery withColumns(DeviceColumns newColumns) {
        return new DeviceQuery(text, trust, health, product, group, blocked, sort, newColumns);
    }

    private static String first(QueryParameters parameters, String name) {
        return parameters.getSingleParameter(name).orElse("");
    }

    private static @Nullable Trust trust(String name) {
        return List.of(Trust.values()).stream()
                .filter(trust -> trust.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Health health(String name) {
        return List.of(Health.values()).stream()
                .filter(health -> health.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
