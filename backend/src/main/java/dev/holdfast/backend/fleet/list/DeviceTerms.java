package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

    /** Another one: that nothing ever was known of it. */
    static final String TRUST_SINCE = "since=";

    /** Another one: the hour of a device's last contact. */
    static final String SEEN_HOUR = "hour=";

    /** Another one: groups by their GUIDs. */
    static final String GROUPS = "groups=";

    /** Another one: the operating system's version as it is stored. */
    static final String VERSION = "version=";

    private static final int TRIGRAM = 3;
    private static final String HOUR = ", timestamptz '2000-01-01 00:00:00+00')";

    private static final Set<String> EACH_BY_ITSELF = Set.of("is", "seen", "claimed", "id", "name");

    /** Few IDs, all of which are found before anything else, whatever PostgreSQL's statistics make of it. */
    static final String ANY_OF = "d.device_id = any (array(";
    /** What ends that. */
    static final String END = "))";

    private final SqlBuilder condition;
    private final NamedThings named;
    private final Instant now;

    DeviceTerms(SqlBuilder condition, NamedThings named, Instant now) {
        this.condition = condition;
        this.named = named;
        this.now = now;
    }

    /** Adds a term. */
    void add(Term term, By wanted) {
        if (wanted == By.INDEX && !term.negated()) {
            fromIndexes(term);
            return;
        }
        // What an index can say is who meets a term; of who does not, each is looked at, unless that is a term as well.
        if (wanted == By.INDEX && term instanceof Filter.Field field) {
            left(field).ifPresent(left -> {
                fromIndexes(left);
                condition.sql(" and ");
            });
        }
        condition.sql(term.negated() ? "not (" : "(");
        add(term);
        condition.sql(")");
    }

    private void add(Term term) {
        switch (term) {
            case Filter.Words words -> words(words.words(), By.ROW);
            case Filter.Field field -> field(field, By.ROW);
        }
    }

    /** By its index; of several values that no single index has, each by its own. */
    private void fromIndexes(Term term) {
        if (!(term instanceof Filter.Field field)
                || field.values().size() == 1
                || !EACH_BY_ITSELF.contains(field.field())) {
            condition.sql("(");
            switch (term) {
                case Filter.Words words -> words(words.words(), By.INDEX);
                case Filter.Field one -> field(one, By.INDEX);
            }
            condition.sql(")");
            return;
        }
        String between = ANY_OF;
        for (Value value : field.values()) {
            condition.sql(between + "select d.device_id from device d where d.catalog_id = $1 and (");
            field(new Filter.Field(false, field.field(), List.of(value)), By.INDEX);
            condition.sql(")");
            between = " union all ";
        }
        condition.sql(END);
    }

    /** Returns what a term that is met by nearly all leaves, so far as an index has it. */
    private Optional<Filter.Field> left(Filter.Field term) {
        return switch (term.field()) {
            case "os" -> Optional.of(oneOf(VERSION, List.of(named.versions(version -> !isVersion(term, version)))));
            case "product" -> Optional.of(others(NamedThings.Group::product, term));
            case "group" -> Optional.of(others(NamedThings.Group::name, term));
            default -> Complement.of(term);
        };
    }

    private Filter.Field others(Function<NamedThings.Group, String> name, Filter.Field term) {
        return oneOf(
                GROUPS,
                Arrays.stream(named.groups(group -> !NamedThings.isNamed(name.apply(group), term.values())))
                        .map(UUID::toString)
                        .toList());
    }

    /** Returns the term that a field has one of some values. */
    static Filter.Field oneOf(String field, List<String> values) {
        return new Filter.Field(
                false,
                field,
                values.stream().map(value -> new Value(Comparison.SAME, value)).toList());
    }

    /** Returns the trusts that devices have which meet a term; empty where it says nothing about that. */
    static Optional<Set<String>> trusts(Term term) {
        if (!(term instanceof Filter.Field field) || !Set.of("is", TRUST).contains(field.field())) {
            return Optional.empty();
        }
        Set<String> trusts = new HashSet<>();
        for (Value value : field.values()) {
            String trust = value.operand().toUpperCase(Locale.ROOT);
            trusts.add(trust.equals("UNREACHABLE") ? "UNKNOWN" : trust);
        }
        if (!DeviceOrder.TRUSTS.containsAll(trusts)) {
            return Optional.empty();
        }
        if (!field.negated()) {
            return Optional.of(trusts);
        }
        // Of what is not unreachable, or not simply unknown, something may be left.
        trusts.remove("UNKNOWN");
        Set<String> left = new HashSet<>(DeviceOrder.TRUSTS);
        left.removeAll(trusts);
        return Optional.of(left);
    }

    private void field(Filter.Field field, By by) {
        switch (field.field()) {
            case TRUST -> trust(field.values().getFirst().operand(), by);
            case TRUST_SINCE ->
                condition.sql(
                        by == By.ROW
                                ? "d.trust_since is null"
                                : ANY_OF + "select m.device_id from device_milestone m where m.catalog_id = $1"
                                        + " and m.trust_since is null" + END);
            case GROUPS ->
                condition
                        .sql("d.group_id = any (")
                        .value(uuids(field.values()), "uuid[]")
                        .sql(")");
            case VERSION ->
                condition
                        .sql("d.os_version = any (")
                        .value(texts(field.values()), "text[]")
                        .sql(")");
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
                        .value(named.versions(version -> isVersion(field, version)), "text[]")
                        .sql(")");
            case "app" ->
                attested(
                        named.manifests(
                                one -> field.values().stream().anyMatch(value -> one.isCalled(value.operand()))),
                        by);
            case "update" -> UpdateTerms.add(condition, field.values(), by);
            case "seen" -> eachOf(field.values(), value -> seen(value, by));
            case "attested" -> new AttestedTerms(condition, named.lifetimes(), now).attested(field.values(), by);
            case "claimed" -> eachOf(field.values(), value -> claimed(value, by));
            case "expires" -> new AttestedTerms(condition, named.lifetimes(), now).expires(field.values(), by);
            case "code" ->
                condition
                        .sql("d.reason_code <> '' and d.reason_code = any (")
                        .value(texts(field.values()), "text[]")
                        .sql(")");
            case "approval" -> ApprovalTerms.add(condition, field.values(), by);
            case "id" -> eachOf(field.values(), value -> id("d", value.operand()));
            case "name" -> eachOf(field.values(), value -> name(value.operand(), by));
            default -> throw new IllegalStateException("no condition for the field " + field.field());
        }
    }

    private void is(String what, By by) {
        switch (what) {
            case "trusted", "outdated", "untrusted" -> trust(what.toUpperCase(Locale.ROOT), by);
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
            condition.sql(ANY_OF + "select t.device_id from device_tag t where t.catalog_id = $1");
            which.run();
            condition.sql(END);
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
                .value(named.groups(group -> NamedThings.isNamed(name.apply(group), wanted)), "uuid[]")
                .sql(")");
    }

    /** Of the trusted there is an index together with the outdated. */
    private void trust(String trust, By by) {
        if (by == By.INDEX && trust.equals("TRUSTED")) {
            condition.sql("d.trust in ('TRUSTED', 'OUTDATED') and d.trust = 'TRUSTED'");
        } else {
            condition.sql("d.trust = '" + trust + "'");
        }
    }

    private void attested(Long[] manifests, By by) {
        condition
                .sql(
                        by == By.ROW
                                ? "d.attested_manifest = any ("
                                : ANY_OF
                                        + "select e.device_id from device_group g cross join lateral (select e.device_id"
                                        + " from device e where e.catalog_id = $1 and e.group_id = g.group_id"
                                        + " and e.attested_manifest = any (")
                .value(manifests, "bigint[]")
                .sql(by == By.ROW ? ")" : ") offset 0) e where g.catalog_id = $1" + END);
    }

    static boolean isVersion(Filter.Field field, String version) {
        return field.values().stream().anyMatch(value -> VersionOrder.meets(version, value));
    }

    /** By the hour in the index, and to the microsecond in the row. */
    private void seen(Value value, By by) {
        if (value.operand().equals(Age.NEVER)) {
            // Whoever attested was seen.
            condition.sql(by == By.ROW ? "d.last_seen is null" : "d.trust <> 'TRUSTED' and d.last_seen is null");
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
        condition.sql(Age.earlier(value.comparison()) + " ").value(then, "timestamptz");
    }

    private void claimed(Value value, By by) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql("false");
            return;
        }
        condition
                .sql(
                        by == By.ROW
                                ? "d.claimed_at "
                                : ANY_OF + "select m.device_id from device_milestone m where m.catalog_id = $1"
                                        + " and m.claimed_at ")
                .sql(Age.earlier(value.comparison()) + " ")
                .value(now.minus(age(value)), "timestamptz")
                .sql(by == By.ROW ? "" : END);
    }

    private void words(String words, By by) {
        if (by == By.ROW) {
            id("d", words);
            condition.sql(" or ");
            name(words, by);
            condition.sql(" or d.reason_code = ").value(words, "text");
            return;
        }
        condition.sql(ANY_OF + "select w.device_id from device w where w.catalog_id = $1 and ");
        id("w", words);
        condition
                .sql(" union all select n.device_id from devices_named(")
                .value(words, "text")
                .sql(") n");
        condition
                .sql(" union all select c.device_id from device c where c.catalog_id = $1 and c.reason_code <> ''"
                        + " and c.reason_code = ")
                .value(words, "text")
                .sql(END);
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
                    .sql(ANY_OF + "select n.device_id from devices_named(")
                    .value(fragment, "text")
                    .sql(") n" + END);
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

    private static UUID[] uuids(List<Value> values) {
        return values.stream().map(Value::operand).map(UUID::fromString).toArray(UUID[]::new);
    }

    private static String[] texts(List<Value> values) {
        return values.stream().map(Value::operand).toArray(String[]::new);
    }
}
