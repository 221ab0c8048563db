package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.FilterValues.Group;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Part of a sorted list: devices that one index returns in the order of the list. Ordering by trust has one part for each trust value,
 * ordered by ID. Ordering by a time has one part, and another one for devices without a value, if there can be any.
 *
 * @param at sort key of the part in the order; empty for devices without a value, which come last
 * @param join tables to join to {@code device d}
 * @param which appends the conditions of the part, beginning with {@code and}
 * @param column column that orders the part; null for ID only
 */
record OrderPart(
        String at,
        String join,
        Consumer<SqlBuilder> which,
        @Nullable Column column) {
    /** Joins the rows {@code m} of {@code device_milestone}, which have times to sort by. */
    static final String MILESTONES =
            " join device_milestone m on m.catalog_id = d.catalog_id and m.device_id = d.device_id";

    private static final String NAMES =
            " join device_description n on n.catalog_id = d.catalog_id and n.device_id = d.device_id";
    private static final String NONE = "";

    /**
     * A column that is never null.
     *
     * @param name qualified name; the table alias has one letter
     * @param type PostgreSQL type
     */
    record Column(String name, String type) {
        /** Returns the device ID of the same table, so that one index covers both. */
        String device() {
            return name.charAt(0) + ".device_id";
        }
    }

    /**
     * Returns the parts in the order of the list.
     *
     * @param terms terms that may exclude parts
     * @param byHour whether to use the hour of the last contact, or of the claim if there was none
     */
    static List<OrderPart> of(DeviceOrder order, FilterValues values, List<Term> terms, boolean byHour) {
        List<OrderPart> parts = new ArrayList<>(ascending(order.key(), values, terms, byHour));
        if (order.descending()) {
            parts.sort((one, other) -> one.at().equals(other.at()) ? 0 : one.isBefore(other.at(), true) ? -1 : 1);
        }
        return parts;
    }

    private static List<OrderPart> ascending(
            DeviceOrder.Key key, FilterValues values, List<Term> terms, boolean byHour) {
        return switch (key) {
            case ID -> List.of(new OrderPart("id", "", all -> {}, null));
            case NAME ->
                List.of(withValue("n.name_order", "text", NAMES, " and n.name <> ''"), withoutValue("", "d.name = ''"));
            case CLAIMED_AT -> List.of(withValue("m.claimed_at", "timestamptz", MILESTONES, ""));
            case TRUST_SINCE -> nullable("m.trust_since", MILESTONES);
            case LAST_SEEN ->
                byHour
                        ? List.of(withValue("d.seen_hour", "timestamptz", "", " and d.seen_hour is not null"))
                        : nullable("d.last_seen", "");
            case LAST_ATTESTATION -> nullable("d.last_attestation", "");
            case CERTIFICATE_EXPIRES -> nullable("d.certificate_expires", "");
            case TRUST ->
                ranked(DeviceOrder.TRUSTS, trust -> condition -> condition.sql(" and d.trust = '" + trust + "'"));
            case UPDATE ->
                ranked(
                        DeviceOrder.UPDATES,
                        state -> condition -> UpdateTerms.add(condition.sql(" and "), values.groups(), List.of(state)));
            case PRODUCT -> groups(values, terms, group -> lower(group.product()) + '\n' + lower(group.name()));
            case GROUP -> groups(values, terms, group -> lower(group.name()) + '\n' + lower(group.product()));
            case OS_VERSION -> versions(values, terms);
        };
    }

    private static OrderPart withValue(String column, String type, String join, String which) {
        return new OrderPart(column, join, condition -> condition.sql(which), new Column(column, type));
    }

    private static OrderPart withoutValue(String join, String which) {
        return new OrderPart(NONE, join, condition -> condition.sql(" and " + which), null);
    }

    private static List<OrderPart> nullable(String column, String join) {
        return List.of(
                withValue(column, "timestamptz", join, " and " + column + " is not null"),
                withoutValue(join, column + " is null"));
    }

    /** Returns a part for each value of a fixed list, in the order of the list. */
    private static List<OrderPart> ranked(List<String> values, Function<String, Consumer<SqlBuilder>> which) {
        return values.stream()
                .map(value -> new OrderPart(Integer.toString(values.indexOf(value)), "", which.apply(value), null))
                .toList();
    }

    private static List<OrderPart> groups(FilterValues values, List<Term> terms, Function<Group, String> position) {
        return values.groups().stream()
                .filter(group -> group.devices() > 0)
                .filter(group -> terms.stream().allMatch(group::mayMatch))
                .map(group -> new OrderPart(
                        position.apply(group) + '\n' + group.id(),
                        "",
                        condition -> condition.sql(" and d.group_id = ").value(group.id(), "uuid"),
                        null))
                .sorted(Comparator.comparing(OrderPart::at))
                .toList();
    }

    private static List<OrderPart> versions(FilterValues values, List<Term> terms) {
        return Stream.concat(
                        values.osVersions().stream()
                                .filter(version -> !version.isEmpty())
                                .sorted(),
                        values.osVersions().stream().filter(String::isEmpty))
                .filter(version -> terms.stream().allMatch(term -> DeviceTerms.mayMatch(term, version)))
                .map(version -> new OrderPart(
                        version,
                        "",
                        condition -> condition.sql(" and d.os_version = ").value(version, "text"),
                        null))
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns whether the part comes before the part of a cursor. */
    boolean isBefore(String position, boolean descending) {
        if (at.equals(NONE) || position.equals(NONE)) {
            return !at.equals(NONE);
        }
        return descending ? at.compareTo(position) > 0 : at.compareTo(position) < 0;
    }
}
