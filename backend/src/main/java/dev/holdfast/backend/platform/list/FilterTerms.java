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

/** Terms of a filter as SQL about the rows of a list. No condition may ever be null, so that a minus before it is a {@code not}. */
public abstract class FilterTerms {
    /** The statement that grows. */
    protected final SqlBuilder condition;

    private final Instant now;

    /** Begins; {@code now} is what ages are counted from. */
    protected FilterTerms(SqlBuilder condition, Instant now) {
        this.condition = condition;
        this.now = now;
    }

    /** Adds that all terms are met, each behind an {@code and}. */
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

    /** Adds that words without a field are found. */
    protected abstract void words(String words);

    /** Adds that a field of the list's vocabulary has one of some values. */
    protected abstract void field(String field, List<Value> values);

    /** Adds that one of some values is met. */
    protected final void any(List<Value> values, Consumer<Value> one) {
        String between = "(";
        for (Value value : values) {
            condition.sql(between);
            one.accept(value);
            between = ") or (";
        }
        condition.sql(")");
    }

    /** Adds that a text is one of some, in whichever case. */
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

    /** Adds that a text contains another, in whichever case. */
    protected final void part(String text, String part) {
        has(condition, text, part);
    }

    /** The same for a statement that somebody else builds. */
    public static void has(SqlBuilder condition, String text, String part) {
        condition.sql("strpos(lower(" + text + "), lower(").value(part, "text").sql(")) > 0");
    }

    /** Adds that a time, which is never null, comes as soon as one of some ages says; what is over is sooner than any. */
    protected final void ahead(String time, List<Value> ages) {
        any(ages, age -> compare(time, age, age.comparison().sign(), now::plus));
    }

    /** Adds how a time, which is never null, compares with one of some moments. */
    protected final void moment(String time, String comparison, List<Value> moments) {
        any(
                moments,
                moment -> condition
                        .sql(time + " " + comparison + " ")
                        .value(Moment.parse(moment.operand()).orElseThrow(), "timestamptz"));
    }

    /** Adds that a time, which is never null, is as long ago as one of some ages says. */
    protected final void ago(String time, List<Value> ages) {
        any(ages, age -> compare(time, age, Age.earlier(age.comparison()), now::minus));
    }

    private void compare(String time, Value age, String comparison, Function<Duration, Instant> moment) {
        if (age.operand().equals(Age.NEVER)) {
            condition.sql("false");
        } else {
            condition
                    .sql(time + " " + comparison + " ")
                    .value(moment.apply(Age.parse(age.operand()).orElseThrow()), "timestamptz");
        }
    }
}
