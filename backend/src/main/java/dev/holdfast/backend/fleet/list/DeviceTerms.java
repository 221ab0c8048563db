package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Terms of a device filter as SQL about a device {@code d}. No condition is ever null, so that a minus before it is a {@code not}.
 */
final class DeviceTerms {
    /** How a term is best asked. */
    enum By {
        /** Of each device that is looked at anyway. */
        ROW,
        /** Of an index, where few devices meet it. */
        INDEX
    }

    /** A field that nobody can write: a trust as it is stored. */
    static final String TRUST = "trust=";

    /** Another one: the hour of a device's last contact. */
    static final String SEEN_HOUR = "hour=";

    private static final int TRIGRAM = 3;
    private static final String HOUR = ", timestamptz '2000-01-01 00:00:00+00')";

    private final Condition condition;
    private final NamedThings named;
    private final Instant now;

    DeviceTerms(Condition condition, NamedThings named, Instant now) {
        this.condition = condition;
        this.named = named;
        this.now = now;
    }

    /** Adds a term. */
    void add(Term term, By wanted) {
        // What an index can say is who meets a term; of who does not, each is looked at.
        By by = term.negated() ? By.ROW : wanted;
        condition.sql(term.negated() ? "not (" : "(");
        switch (term) {
            case Filter.Words words -> words(words.words(), by);
            case Filter.Field field -> field(field, by);
        }
        condition.sql(")");
    }

    private void field(Filter.Field field, By by) {
        switch (field.field()) {
            case TRUST ->
                condition.sql("d.trust = '" + field.values().getFirst().operand() + "'");
            case SEEN_HOUR ->
                condition
                        .sql("d.seen_hour = (")
                        .value(field.values().getFirst().operand(), "text")
                        .sql(")::timestamptz");
            case "is" -> eachOf(field.values(), value -> is(value.operand(), by));
            case "product" -> groups(NamedThings.Group::product, field.values());
            case "group" -> groups(NamedThings.Group::name, field.values());
            case "tag" ->
                tagged(
                        by,
                        () -> condition
                                .sql(" and t.tag = any (")
                                .value(texts(field.values()), "text[]")
                                .sql(")"));
            case "os" ->
                condition
                        .sql("d.os_version = any (")
                        .value(
                                named.versions(version ->
                                        field.values().stream().anyMatch(value -> VersionOrder.meets(version, value))),
                                "text[]")
                        .sql(")");
            case "update" -> update(field.values());
            case "seen" -> eachOf(field.values(), value -> seen(value, by));
            case "attested" -> new AttestedTerms(condition, named.lifetimes(), now).attested(field.values(), by);
            case "claimed" -> eachOf(field.values(), value -> ago("d.claimed_at", value));
            case "expires" -> new AttestedTerms(condition, named.lifetimes(), now).expires(field.values(), by);
            case "code" ->
                condition
                        .sql("d.reason_code <> '' and d.reason_code = any (")
                        .value(texts(field.values()), "text[]")
                        .sql(")");
            case "id" -> eachOf(field.values(), value -> id("d", value.operand()));
            case "name" -> eachOf(field.values(), value -> name(value.operand(), by));
            default -> throw new IllegalStateException("no condition for the field " + field.field());
        }
    }

    private void is(String what, By by) {
        switch (what) {
            case "trusted", "outdated", "untrusted" ->
                condition.sql("d.trust = '" + what.toUpperCase(Locale.ROOT) + "'");
            case "unknown" -> condition.sql("d.trust = 'UNKNOWN' and not d.unreachable");
            case "unreachable" -> condition.sql("d.unreachable");
            case "blocked" -> condition.sql("d.blocked_at is not null");
            case "named" -> condition.sql("d.name <> ''");
            case "tagged" -> tagged(by, () -> {});
            default -> throw new IllegalStateException("no condition for is:" + what);
        }
    }

    /** Of each device by a subquery of its own, which PostgreSQL cannot turn into reading every tag. */
    private void tagged(By by, Runnable which) {
        if (by == By.INDEX) {
            condition.sql("d.device_id in (select t.device_id from device_tag t where t.catalog_id = $1");
            which.run();
            condition.sql(")");
        } else {
            condition.sql(
                    "coalesce((select true from device_tag t where t.catalog_id = $1 and t.device_id = d.device_id");
            which.run();
            condition.sql(" limit 1), false)");
        }
    }

    private void groups(Function<NamedThings.Group, String> name, List<Value> wanted) {
        condition
                .sql("d.group_id = any (")
                .value(
                        named.groups(group -> wanted.stream()
                                .anyMatch(value -> name.apply(group).equalsIgnoreCase(value.operand()))),
                        "uuid[]")
                .sql(")");
    }

    private void update(List<Value> states) {
        // Of the failed there is an index.
        if (states.stream().allMatch(state -> state.operand().equals("failed"))) {
            condition.sql("d.failed_manifest > 0 and ");
        }
        condition
                .sql("coalesce((select " + DeviceRows.UPDATE_STATE
                        + " from device_group g where g.catalog_id = d.catalog_id and g.group_id = d.group_id) = any (")
                .value(
                        states.stream()
                                .map(state -> state.operand().toUpperCase(Locale.ROOT))
                                .toArray(String[]::new),
                        "text[]")
                .sql("), false)");
    }

    /** By the hour in the index, and to the microsecond in the row. */
    private void seen(Value value, By by) {
        if (value.operand().equals(Age.NEVER)) {
            // Whoever attested was seen.
            condition.sql(
                    by == By.ROW
                            ? "d.last_seen is null"
                            : "d.device_id in (select e.device_id from device e where e.catalog_id = $1"
                                    + " and e.trust <> 'TRUSTED' and e.last_seen is null)");
            return;
        }
        Instant then = now.minus(age(value));
        boolean longAgo = value.comparison() == Comparison.MORE || value.comparison() == Comparison.AT_LEAST;
        condition.sql("d.seen_hour " + (longAgo ? "<=" : ">=") + " date_bin('1 hour', ");
        condition.value(then, "timestamptz").sql(HOUR);
        condition.sql(
                longAgo
                        ? " and coalesce(d.last_seen, d.claimed_at) "
                        : " and d.last_seen is not null and d.last_seen ");
        condition.sql(turned(value.comparison()) + " ").value(then, "timestamptz");
    }

    private void ago(String column, Value value) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql(column + " is null");
        } else {
            condition
                    .sql(column + " is not null and " + column + " " + turned(value.comparison()) + " ")
                    .value(now.minus(age(value)), "timestamptz");
        }
    }

    private void words(String words, By by) {
        if (by == By.ROW) {
            id("d", words);
            condition.sql(" or ");
            name(words, by);
            condition.sql(" or d.reason_code = ").value(words, "text");
            return;
        }
        condition.sql("d.device_id in (select w.device_id from device w where w.catalog_id = $1 and ");
        id("w", words);
        condition
                .sql(" union all select n.device_id from devices_named(")
                .value(words, "text")
                .sql(") n");
        condition
                .sql(" union all select c.device_id from device c where c.catalog_id = $1 and c.reason_code <> ''"
                        + " and c.reason_code = ")
                .value(words, "text")
                .sql(")");
    }

    private void id(String device, String beginning) {
        DeviceIdPrefix.parse(beginning)
                .ifPresentOrElse(
                        ids -> condition
                                .sql(device + ".device_id between ")
                                .value(ids.first(), "bytea")
                                .sql(" and ")
                                .value(ids.last(), "bytea"),
                        () -> condition.sql("false"));
    }

    private void name(String fragment, By by) {
        if (by == By.INDEX) {
            condition
                    .sql("d.device_id in (select n.device_id from devices_named(")
                    .value(fragment, "text")
                    .sql(") n)");
        } else if (fragment.codePointCount(0, fragment.length()) < TRIGRAM) {
            condition
                    .sql("starts_with(lower(d.name), lower(")
                    .value(fragment, "text")
                    .sql("))");
        } else {
            condition
                    .sql("strpos(lower(d.name), lower(")
                    .value(fragment, "text")
                    .sql(")) > 0");
        }
    }

    private void eachOf(List<Value> values, Consumer<Value> one) {
        String between = "";
        for (Value value : values) {
            condition.sql(between).sql("(");
            one.accept(value);
            condition.sql(")");
            between = " or ";
        }
    }

    static Duration age(Value value) {
        return Age.parse(value.operand()).orElseThrow();
    }

    static String operator(Comparison comparison) {
        return comparison == Comparison.SAME ? "=" : comparison.sign();
    }

    /** More time ago is earlier. */
    static String turned(Comparison comparison) {
        return switch (comparison) {
            case LESS -> ">";
            case AT_MOST -> ">=";
            case MORE -> "<";
            case AT_LEAST -> "<=";
            case SAME -> "=";
        };
    }

    private static String[] texts(List<Value> values) {
        return values.stream().map(Value::operand).toArray(String[]::new);
    }
}
