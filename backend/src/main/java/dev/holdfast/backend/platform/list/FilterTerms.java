package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Value;
import dev.holdfast.contract.operator.filter.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Converts filter terms to SQL conditions on a list's rows. A condition must not be null, so that {@code not} negates it. */
public abstract class FilterTerms {
    /** Statement to which the conditions are appended. */
    protected final SqlBuilder condition;

    private final Instant now;

    /** Creates a converter; ages are relative to {@code now}. */
    protected FilterTerms(SqlBuilder condition, Instant now) {
        this.condition = condition;
        this.now = now;
    }

    /** Adds all terms, each after {@code and}. */
    public final void add(Filter filter) {
        filter.terms().forEach(term -> {
            condition.sql(term.negated() ? " and not (" : " and (");
            switch (term) {
                case Filter.Words words -> words(words.words());
                case Filter.Field field -> field(field.field(), field.values());
            }
            condition.sql(")");
        });
    }

    /** Adds the condition of words without a field. */
    protected abstract void words(String words);

    /** Adds the condition that a field has one of the values. */
    protected abstract void field(String field, List<Value> values);

    /** Adds the condition that one of the values matches. */
    protected final void any(List<Value> values, Consumer<Value> one) {
        String between = "(";
        for (Value value : values) {
            condition.sql(between);
            one.accept(value);
            between = ") or (";
        }
        condition.sql(")");
    }

    /** Adds the condition that a text is one of the values; case does not matter. */
    protected final void whole(String text, List<Value> values) {
        condition
                .sql("lower(" + text + ") = any (")
                .value(
                        values.stream()
                                .map(value -> value.operand().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new),
                        "text[]")
                .sql(")");
    }

    /** Adds the condition that a text contains another; case does not matter. */
    protected final void part(String text, String part) {
        contains(condition, text, part);
    }

    /** Adds the condition that a text contains another, to any statement. */
    public static void contains(SqlBuilder condition, String text, String part) {
        condition.sql("strpos(lower(" + text + "), lower(").value(part, "text").sql(")) > 0");
    }

    /** Adds the condition on the distance of a future, non-null time; past times are nearer than any distance. */
    protected final void ahead(String time, List<Value> ages) {
        any(ages, age -> compare(time, age, age.comparison().sign(), now::plus));
    }

    /** Adds the condition that a non-null time has the comparison, such as {@code >=}, with one of the moments. */
    protected final void moment(String time, String comparison, List<Value> moments) {
        any(
                moments,
                moment -> condition
                        .sql(time + " " + comparison + " ")
                        .value(Moment.parse(moment.operand()).orElseThrow(), "timestamptz"));
    }

    /** Adds the condition on the age of a non-null time. */
    protected final void ago(String time, List<Value> ages) {
        any(ages, age -> compare(time, age, Age.sqlOperator(age.comparison()), now::minus));
    }

    private void compare(String time, Value age, String comparison, Function<Duration, Instant> moment) {
        if (age.operand().equals(Age.NEVER)) {
            // A list writes a time that never was as -infinity.
            condition.sql(time + " = '-infinity'");
        } else {
            condition
                    .sql(time + " " + comparison + " ")
                    .value(moment.apply(Age.parse(age.operand()).orElseThrow()), "timestamptz");
        }
    }
}
