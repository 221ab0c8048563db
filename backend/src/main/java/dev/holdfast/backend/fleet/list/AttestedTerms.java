package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.fleet.list.DeviceTerms.By;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Terms about what changes with each attestation. Where few devices meet one, indexes find them that there are anyway: one over the last
 * attestation of those that are trusted or outdated, and one of those that are not trusted. No index holds when certificates expire, since each
 * attestation would pay for it; but the certificate of a device that is trusted or outdated came with its last attestation, and lives as long as
 * the catalog says (ADR 0031).
 */
final class AttestedTerms {
    /** Clocks, and what lies between appraising and recording. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String NOT_TRUSTED = "e.trust <> 'TRUSTED' and ";

    private final SqlBuilder condition;
    private final NamedThings.Lifetimes lifetimes;
    private final Instant now;

    AttestedTerms(SqlBuilder condition, NamedThings.Lifetimes lifetimes, Instant now) {
        this.condition = condition;
        this.lifetimes = lifetimes;
        this.now = now;
    }

    /** Adds how soon the certificate expires. */
    void expires(List<Value> values, By by) {
        // A certificate that was revoked is none, whoever has it.
        eachOf(values, by, "", this::expires, value -> {
            boolean soon = value.comparison() == Comparison.LESS || value.comparison() == Comparison.AT_MOST;
            Duration life = soon ? lifetimes.least() : lifetimes.most();
            condition
                    .sql(soon ? " < " : " > ")
                    .value(
                            now.plus(DeviceTerms.age(value)).minus(life).plus(soon ? SLACK : SLACK.negated()),
                            "timestamptz");
        });
    }

    /** Adds how long ago it attested. */
    void attested(List<Value> values, By by) {
        eachOf(
                values,
                by,
                NOT_TRUSTED,
                this::attested,
                value -> condition
                        .sql(" " + Age.earlier(value.comparison()) + " ")
                        .value(now.minus(DeviceTerms.age(value)), "timestamptz"));
    }

    private void eachOf(
            List<Value> values, By by, String amongNever, BiConsumer<String, Value> exact, Consumer<Value> bound) {
        String between = by == By.ROW ? "" : DeviceTerms.ANY_OF;
        for (Value value : values) {
            condition.sql(between);
            if (by == By.ROW) {
                condition.sql("(");
                exact.accept("d", value);
                condition.sql(")");
                between = " or ";
            } else {
                fromIndexes(value, amongNever, exact, bound);
                between = " union all ";
            }
        }
        condition.sql(by == By.ROW ? "" : DeviceTerms.END);
    }

    private void fromIndexes(Value value, String amongNever, BiConsumer<String, Value> exact, Consumer<Value> bound) {
        condition.sql("select e.device_id from device e where e.catalog_id = $1 and "
                + (isNever(value) ? amongNever : NOT_TRUSTED));
        exact.accept("e", value);
        if (!isNever(value)) {
            condition.sql(" union all select e.device_id from device e where e.catalog_id = $1"
                    + " and e.trust in ('TRUSTED', 'OUTDATED') and e.last_attestation");
            bound.accept(value);
            condition.sql(" and ");
            exact.accept("e", value);
        }
    }

    private void expires(String device, Value value) {
        String column = device + ".certificate_expires";
        if (isNever(value)) {
            condition.sql(column + " is null");
        } else {
            condition
                    .sql(column + " is not null and " + column + " " + DeviceTerms.operator(value.comparison()) + " ")
                    .value(now.plus(DeviceTerms.age(value)), "timestamptz");
        }
    }

    private void attested(String device, Value value) {
        String column = device + ".last_attestation";
        if (isNever(value)) {
            condition.sql(column + " is null");
        } else {
            condition
                    .sql(column + " is not null and " + column + " " + Age.earlier(value.comparison()) + " ")
                    .value(now.minus(DeviceTerms.age(value)), "timestamptz");
        }
    }

    private static boolean isNever(Value value) {
        return value.operand().equals(Age.NEVER);
    }
}
