package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Appends SQL conditions for filter terms on a device {@code d}. The field {@code claimed} also needs the device's row {@code m} of {@code
 * device_milestone}. A condition is never null, so that {@code not} negates it.
 */
final class DeviceTerms {
    /** Field that is not in the filter language: group GUIDs, for the caller's scopes. */
    static final String GROUPS = "groups=";

    private static final int TRIGRAM = 3;
    /** End of a {@code date_bin} call, which returns the start of an hour. */
    private static final String HOUR = ", timestamptz '2000-01-01 00:00:00+00')";

    private final SqlBuilder condition;
    private final FilterValues values;
    private final Instant now;

    DeviceTerms(SqlBuilder condition, FilterValues values, Instant now) {
        this.condition = condition;
        this.values = values;
        this.now = now;
    }

    void add(Term term) {
        if (term instanceof Filter.Field field && addAsList(field)) {
            return;
        }
        condition.sql(term.negated() ? "not (" : "(");
        switch (term) {
            case Filter.Words words -> words(words.words());
            case Filter.Field field -> field(field);
        }
        condition.sql(")");
    }

    /**
     * Adds a field as the list of its matching values, if it has such a list; else returns false. A negated field lists all other values,
     * because an index cannot find inequality.
     */
    private boolean addAsList(Filter.Field field) {
        switch (field.field()) {
            case "product" -> groups(field, FilterValues.Group::product);
            case "group" -> groups(field, FilterValues.Group::name);
            case "os" ->
                condition
                        .sql("d.os_version = any (")
                        .value(values.versions(version -> isVersion(field, version) != field.negated()), "text[]")
                        .sql(")");
            case "update" -> updates(field);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void updates(Filter.Field field) {
        List<String> pending = DeviceOrder.PENDINGS.stream()
                .filter(state -> (isOneOf(field, state) || isOneOf(field, DeviceOrder.PENDING)) != field.negated())
                .toList();
        Stream<String> others = DeviceOrder.UPDATES.stream()
                .filter(state -> !state.equals(DeviceOrder.PENDING))
                .filter(state -> isOneOf(field, state) != field.negated());
        // One condition for all pending devices is shorter than one for each of their states.
        boolean all = pending.size() == DeviceOrder.PENDINGS.size();
        UpdateTerms.add(
                condition,
                values.groups(),
                Stream.concat(others, all ? Stream.of(DeviceOrder.PENDING) : pending.stream())
                        .toList());
    }

    private void groups(Filter.Field field, Function<FilterValues.Group, String> name) {
        Predicate<FilterValues.Group> named = group -> FilterValues.isNamed(name.apply(group), field.values());
        condition
                .sql("d.group_id = any (")
                .value(values.groups(field.negated() ? named.negate() : named), "uuid[]")
                .sql(")");
    }

    private static boolean isOneOf(Filter.Field field, String value) {
        return field.values().stream().anyMatch(each -> each.operand().equals(value));
    }

    private static boolean isVersion(Filter.Field field, String version) {
        return field.values().stream().anyMatch(value -> VersionOrder.meets(version, value));
    }

    /** Returns a term for the devices of groups. */
    static Filter.Field inGroups(List<UUID> groups) {
        return new Filter.Field(
                false,
                GROUPS,
                groups.stream()
                        .map(group -> new Value(Comparison.SAME, group.toString()))
                        .toList());
    }

    /** Returns whether devices with an OS version can match a term. */
    static boolean mayMatch(Term term, String version) {
        return !(term instanceof Filter.Field field)
                || !field.field().equals("os")
                || isVersion(field, version) != field.negated();
    }

    private void field(Filter.Field field) {
        switch (field.field()) {
            case GROUPS ->
                condition
                        .sql("d.group_id = any (")
                        .value(guids(field.values()), "uuid[]")
                        .sql(")");
            case "is" -> eachOf(field.values(), value -> is(value.operand()));
            case "tag" ->
                tagged(() -> condition
                        .sql(" and t.tag = any (")
                        .value(texts(field.values()), "text[]")
                        .sql(")"));
            case "app" ->
                condition
                        .sql("d.attested_manifest = any (")
                        .value(
                                values.manifests(one ->
                                        field.values().stream().anyMatch(value -> one.isCalled(value.operand()))),
                                "bigint[]")
                        .sql(")");
            case "seen" -> eachOf(field.values(), this::seen);
            case "attested" -> eachOf(field.values(), value -> ago("d.last_attestation", value));
            case "crashed" -> eachOf(field.values(), value -> ago("d.crashed_at", value));
            case "claimed" -> eachOf(field.values(), this::claimed);
            case "expires" -> eachOf(field.values(), this::expires);
            case "code" ->
                condition
                        .sql("d.reason_code <> '' and d.reason_code = any (")
                        .value(texts(field.values()), "text[]")
                        .sql(")");
            case "approval" -> approvals(field.values());
            case "rollout" ->
                condition
                        .sql("d.rollout_id is not null and d.rollout_id = any (")
                        .value(guids(field.values()), "uuid[]")
                        .sql(")");
            case "phase" -> RolloutTerms.addPhases(condition, values.groups(), numbers(field.values()));
            case "image-key" ->
                condition.sql("""
                        d.attested_manifest = any (array(
                            select v.manifest_version from deployment_version v
                            join deployment_image x using (catalog_id, deployment_id)
                            join image i using (catalog_id, image_id)
                            where v.catalog_id = $1 and i.key_id = any (""").value(guids(field.values()), "uuid[]").sql(")))");
            case "id" -> eachOf(field.values(), value -> DeviceIdPrefix.add(condition, "d.device_id", value.operand()));
            case "name" -> eachOf(field.values(), value -> name(value.operand()));
            default -> throw new IllegalStateException("no condition for the field " + field.field());
        }
    }

    private void is(String what) {
        switch (what) {
            case "trusted" -> condition.sql("d.trust = 'TRUSTED'");
            case "outdated" -> condition.sql("d.trust = 'OUTDATED'");
            case "untrusted" -> condition.sql("d.trust = 'UNTRUSTED'");
            case "unknown" -> condition.sql("d.trust = 'UNKNOWN' and not d.unreachable");
            case "unreachable" -> condition.sql("d.unreachable");
            case "blocked" -> condition.sql("d.blocked_at is not null");
            case "named" -> condition.sql("d.name <> ''");
            case "tagged" -> tagged(() -> {});
            default -> throw new IllegalStateException("no condition for is:" + what);
        }
    }

    private void tagged(Runnable which) {
        condition.sql("exists (select from device_tag t where t.catalog_id = $1 and t.device_id = d.device_id");
        which.run();
        condition.sql(")");
    }

    /** Compares the indexed hour first, then the exact time. For a minimum age, a device that was never seen counts from its claim. */
    private void seen(Value value) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql("d.last_seen is null");
            return;
        }
        Instant then = now.minus(Age.parse(value.operand()).orElseThrow());
        boolean longAgo = value.comparison() == Comparison.MORE || value.comparison() == Comparison.AT_LEAST;
        condition.sql("d.seen_hour " + (longAgo ? "<=" : ">=") + " date_bin('1 hour', ");
        condition.value(then, "timestamptz").sql(HOUR);
        condition.sql(
                longAgo
                        ? " and coalesce(d.last_seen, d.claimed_at) "
                        : " and d.last_seen is not null and d.last_seen ");
        condition.sql(Age.sqlOperator(value.comparison()) + " ").value(then, "timestamptz");
    }

    private void claimed(Value value) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql("false");
        } else {
            ago("m.claimed_at", value);
        }
    }

    private void ago(String column, Value value) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql(column + " is null");
        } else {
            Instant then = now.minus(Age.parse(value.operand()).orElseThrow());
            condition
                    .sql(column + " is not null and " + column + " " + Age.sqlOperator(value.comparison()) + " ")
                    .value(then, "timestamptz");
        }
    }

    private void expires(Value value) {
        if (value.operand().equals(Age.NEVER)) {
            condition.sql("d.certificate_expires is null");
        } else {
            Instant then = now.plus(Age.parse(value.operand()).orElseThrow());
            String operator = value.comparison() == Comparison.SAME
                    ? "="
                    : value.comparison().sign();
            condition
                    .sql("d.certificate_expires is not null and d.certificate_expires " + operator + " ")
                    .value(then, "timestamptz");
        }
    }

    /** Adds the condition that one of the approval requests names the device. */
    private void approvals(List<Value> approvals) {
        condition
                .sql("d.device_id in (select decode(named.id, 'hex') from approval a"
                        + " cross join lateral jsonb_array_elements_text(a.payload -> 'request' -> 'deviceIds') as named(id)"
                        + " where a.catalog_id = $1 and a.approval_id = any (")
                .value(guids(approvals), "uuid[]")
                .sql("))");
    }

    /** Returns the values of a field of GUIDs. */
    static UUID[] guids(List<Value> values) {
        return values.stream().map(Value::operand).map(UUID::fromString).toArray(UUID[]::new);
    }

    private void words(String words) {
        DeviceIdPrefix.add(condition, "d.device_id", words);
        condition.sql(" or ");
        name(words);
        condition.sql(" or d.reason_code <> '' and d.reason_code = ").value(words, "text");
    }

    /** Adds the condition that the name contains a text. One or two characters match only at the beginning, because a trigram index needs three. */
    private void name(String part) {
        List<DeviceId> few = values.named().get(part);
        if (few != null) {
            condition
                    .sql("d.device_id = any (")
                    .value(Columns.devices(few), "bytea[]")
                    .sql(")");
        } else if (part.codePointCount(0, part.length()) < TRIGRAM) {
            condition
                    .sql("starts_with(lower(d.name), lower(")
                    .value(part, "text")
                    .sql("))");
        } else {
            condition.sql("strpos(lower(d.name), lower(").value(part, "text").sql(")) > 0");
        }
    }

    private void eachOf(List<Value> all, Consumer<Value> one) {
        String between = "";
        for (Value value : all) {
            condition.sql(between).sql("(");
            one.accept(value);
            condition.sql(")");
            between = " or ";
        }
    }

    private static Integer[] numbers(List<Value> values) {
        return values.stream().map(Value::operand).map(Integer::valueOf).toArray(Integer[]::new);
    }

    private static String[] texts(List<Value> values) {
        return values.stream().map(Value::operand).toArray(String[]::new);
    }
}
